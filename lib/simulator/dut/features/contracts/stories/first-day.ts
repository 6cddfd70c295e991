import { apply, type HandoverChapter } from './handover-story'

export const firstDay: HandoverChapter = {
  name: 'from the first start to a fourth version',
  before: () => Promise.resolve(),
  stories: [
    {
      recording: '01-local-start',
      name: 'a local start claims the feature, blocks its own version and notes it as stable',
      happens: (lab) => lab.systemctl('start'),
    },
    {
      recording: '02-set-owner-kube-no-daemonset',
      name: 'set_owner kube labels the node, and local goes on while there is no DaemonSet',
      happens: (lab) => lab.setOwner('kube'),
    },
    {
      recording: '03-daemonset-v2',
      name: 'a DaemonSet takes the feature over, and its image becomes the local one',
      happens: (lab) => apply(lab, 'v2', '20261102.01'),
    },
    {
      recording: '04-roll-to-v3',
      name: 'a roll goes by way of stopped',
      happens: (lab) => apply(lab, 'v3', '20261103.01'),
    },
    {
      recording: '05-delete-pod',
      name: 'a deleted pod comes back as a hand-over of the same version',
      happens: (lab) => lab.deletePod(),
    },
    {
      recording: '06-set-owner-local',
      name: 'set_owner local ends the pod and starts the image that Kubernetes had brought',
      seconds: 22,
      happens: (lab) => lab.setOwner('local'),
    },
    {
      recording: '07-set-owner-kube-again',
      name: 'the version that is local now is frozen, and nothing is written',
      seconds: 90,
      happens: (lab) => lab.setOwner('kube'),
    },
    {
      recording: '08-bad-image-fallback',
      name: 'an image that cannot be pulled changes nothing while local runs',
      seconds: 7,
      // The kubelet's next look at the API comes late, as it did.
      before: (lab) => lab.clock.pass(4),
      happens: (lab) => apply(lab, 'v9', '20261109.01'),
    },
    {
      recording: '09-good-image-v4-after-fallback',
      name: 'a good image after that is taken over as the first one was',
      async happens(lab) {
        apply(lab, 'v4', '20261104.01')
        await lab.until('it is taken over', () => lab.podIsReady)
      },
    },
  ],
}
