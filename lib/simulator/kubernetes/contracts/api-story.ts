import { type LabHands } from './lab-hands'

/** What happened in the lab before a recording was made, by its number; numbers that aren't here followed at once. */
export const story: Readonly<Record<string, (hands: LabHands) => void | Promise<void>>> = {
  '064': async (hands) => {
    await hands.delete('bad')
    await hands.until('its revision is gone', () => hands.revisions('bad') === 0)
    await hands.until(
      'the other has been seen',
      () => hands.daemonSet('test-daemonset')?.status.observedGeneration === 1,
    )
  },
  '069': async (hands) => {
    await hands.delete('test-daemonset')
    await hands.apply(testDaemonSet)
  },
  '070': (hands) => hands.join(),
  '071': (hands) =>
    hands.until('the node is Ready with one taint left', () => {
      const { spec, status } = hands.node!
      return status.conditions?.at(-1)?.status === 'True' && spec.taints?.length === 1
    }),
  '075': (hands) => hands.requestCertificate(),
  '076': async (hands) => {
    await hands.until('the node is clean', () => hands.node?.spec.taints === undefined)
    hands.label('deployDaemonset', 'true')
    await hands.podRuns('test-daemonset')
  },
  '094': async (hands) => {
    hands.label('deployDaemonset', undefined)
    await hands.until(
      'its deletion has begun',
      () => hands.pod('test-daemonset')?.metadata.deletionTimestamp !== undefined,
    )
  },
  '097': (hands) => hands.until('the pod is gone', () => !hands.pod('test-daemonset')),
  '103': (hands) => hands.label('lab/smp', undefined),
  '109': (hands) => hands.label('lab/json', undefined),
  '124': (hands) => hands.podRuns('test-daemonset'),
  '125': async (hands) => {
    const { name } = hands.pod('test-daemonset')!.metadata
    await hands.until('there is another pod', () => {
      const pod = hands.pod('test-daemonset')
      return pod !== undefined && pod.metadata.name !== name
    })
    await hands.podRuns('test-daemonset')
  },
  '127': (hands) => hands.podRuns('test-daemonset'),
  '128': (hands) => hands.podRuns('ds-orphan'),
  '130': (hands) => hands.until('the orphan is alone', () => !hands.daemonSet('ds-orphan')),
  '133': async (hands) => {
    await hands.podRuns('ds-background')
    await hands.delete('ds-background', 'Background')
  },
  '134': (hands) =>
    hands.until(
      'its container has ended',
      () =>
        hands.pod('ds-background')?.status.containerStatuses?.[0]?.state.terminated !== undefined,
    ),
  '136': (hands) => hands.podRuns('ds-foreground'),
  '139': (hands) => hands.until('it has ended', () => !hands.daemonSet('ds-foreground')),
  '143': (hands) => hands.until('the pull has failed', () => hands.waitsFor('ErrImagePull')),
  '145': (hands) => hands.until('the pull backs off', () => hands.waitsFor('ImagePullBackOff')),
  '147': (hands) => hands.until('another pull has failed', () => hands.waitsFor('ErrImagePull')),
  '148': (hands) => hands.podRuns('test-daemonset'),
  '159': async (hands) => {
    await hands.apply(testDaemonSet)
    await hands.join()
    hands.label('deployDaemonset', 'true')
    await hands.until('the node is clean', () => hands.node?.spec.taints === undefined)
    await hands.podRuns('test-daemonset')
    await hands.lab.kubelet.stop()
    await hands.until('the node is unreachable', () => hands.node?.spec.taints !== undefined)
  },
  '160': (hands) => hands.until('the pod is not ready', () => !hands.isReady('test-daemonset')),
  '161': async (hands) => {
    hands.label('deployDaemonset', undefined)
    await hands.until(
      'its deletion has begun',
      () => hands.pod('test-daemonset')?.metadata.deletionTimestamp !== undefined,
    )
  },
  '163': async (hands) => {
    await hands.lab.kubelet.start()
    await hands.until('the pod is gone', () => !hands.pod('test-daemonset'))
    hands.label('deployDaemonset', 'true')
    await hands.podRuns('test-daemonset')
    hands.lab.link.up = false
    await hands.until('the pod is not ready', () => !hands.isReady('test-daemonset'))
  },
  '165': (hands) => hands.lab.cluster.stop(),
  '166': async (hands) => {
    hands.lab.link.up = true
    await hands.lab.restart()
  },
  '169': async (hands) => {
    await hands.podRuns('test-daemonset')
    hands.deleteNode()
  },
}

const testDaemonSet = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'test-daemonset', namespace: 'default' },
  spec: {
    selector: { matchLabels: { group: 'test-ds-pod' } },
    template: {
      metadata: { labels: { group: 'test-ds-pod' } },
      spec: {
        containers: [{ image: 'k8s.gcr.io/pause:3.5', name: 'mock-ds-container' }],
        hostNetwork: true,
        nodeSelector: { deployDaemonset: 'true' },
      },
    },
  },
}
