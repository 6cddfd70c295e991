import { registry } from '../../testing/handover-lab'
import { apply, type HandoverChapter } from './handover-story'

const anywhere = { 'worker.sonic/platform': 'x86_64-kvm_x86_64-r0' }

export const owners: HandoverChapter = {
  name: 'owners, freezes, crashes and rolls',
  async before(lab) {
    await lab.systemctl('start')
    await lab.at(2)
    lab.setOwner('kube')
    apply(lab, 'v4', '20261103.01')
    await lab.until('the pod is ready', () => lab.podIsReady)
    await lab.clock.pass(30)
    // The pod gets back the version that the local image has had.
    apply(lab, 'v4', '20261101.01')
    lab.dut.databases.state.hset('KUBE_LABELS|SET', { snmp_local: '20261103.01' })
    await lab.clock.pass(1)
    await lab.until('the pod is ready', () => lab.podIsReady)
    await lab.clock.pass(30)
  },
  stories: [
    {
      recording: '12-freeze-set-owner-local',
      name: 'set_owner local wins over a DaemonSet that asks for no label',
      seconds: 12,
      async happens(lab) {
        lab.setOwner('local')
        await lab.at(0.3)
        lab.apply({
          image: `${registry}/docker-snmp:v4`,
          version: '20261104.12',
          nodeSelector: anywhere,
        })
      },
    },
    {
      recording: '13-runtime-owner-local-in-daemonset',
      // The sidecar of another feature had systemd read its files anew.
      before: async (lab) => void (await lab.type('systemctl daemon-reload')),
      name: 'RUNTIME_OWNER=local in a pod claims the feature while the local container runs',
      seconds: 30,
      happens: (lab) =>
        lab.apply({
          image: `${registry}/docker-snmp:v4`,
          version: '20261104.01',
          owner: 'local',
          nodeSelector: anywhere,
        }),
    },
    {
      recording: '14-runtime-owner-empty',
      name: 'an empty RUNTIME_OWNER counts as kube, and is frozen while set_owner is local',
      seconds: 20,
      happens: (lab) =>
        lab.apply({
          image: `${registry}/docker-snmp:v4`,
          version: '20261104.01',
          owner: '',
          nodeSelector: anywhere,
        }),
    },
    {
      recording: '15-freeze-version-equals-local',
      name: 'set_owner kube with the version that is local writes no more than the label',
      seconds: 15,
      happens(lab) {
        apply(lab, 'v4', '20261104.01')
        lab.setOwner('kube')
      },
    },
    {
      recording: '17a-prepare-kube-running',
      name: 'without the label of the local version the next one is let in',
      async happens(lab) {
        lab.setOwner('kube')
        lab.dut.databases.state.hdel('KUBE_LABELS|SET', ['snmp_local'])
        await lab.systemctl('restart')
        await lab.at(0.7)
        apply(lab, 'v4', '20261104.02')
      },
    },
    {
      recording: '18-bad-image-while-kube-runs',
      name: 'an image that cannot be pulled takes the running one away, and brings local back',
      before: (lab) => lab.clock.pass(10),
      seconds: 47,
      happens: (lab) => apply(lab, 'v9', '20261109.01'),
    },
    {
      recording: '19-good-image-after-fallback',
      name: 'a good image is taken over after the fallback, when the pod that never started is gone',
      // The kubelet's housekeeping takes 8 to 60 s.
      chance: 50,
      seconds: 0,
      before: (lab) => lab.clock.pass(2),
      async happens(lab) {
        apply(lab, 'v2', '20261102.02')
        await lab.until('it is taken over', () => lab.podIsReady)
        await lab.clock.pass(1)
      },
    },
    {
      recording: '20-container-killed-then-docker-restart',
      name: 'a killed container is handed over again; a restart of Docker leaves the row as it was until systemd looks',
      before: (lab) => lab.clock.pass(4),
      async happens(lab) {
        await lab.at(1.5)
        lab.killContainer()
        await lab.at(6.5)
        lab.restartDocker()
      },
    },
    {
      recording: '20b-container-killed',
      name: 'a container that is killed again comes back after a longer pause',
      before: (lab) => lab.clock.pass(8),
      happens: (lab) => lab.killContainer(),
    },
    {
      recording: '10-stop-service-kube',
      name: 'a stopped unit of a feature that Kubernetes owns is started again, and goes back to local meanwhile',
      happens: (lab) => lab.systemctl('stop'),
    },
    {
      recording: '11-start-service-again',
      name: 'starting it again writes nothing',
      happens: (lab) => lab.systemctl('start'),
    },
    {
      recording: '21-roll-tag-equals-version',
      name: 'a roll to an image whose tag is its version; the timer tags it as the latest',
      before: (lab) => lab.clock.pass(0.4),
      // The kubelet removes the old pod with its next look at the API, every 10 s.
      chance: 10,
      async happens(lab) {
        lab.tagImage('v2', '20261102.05')
        lab.tagImage('v3', '20261103.05')
        await lab.at(1.5)
        apply(lab, '20261102.05', '20261102.05')
      },
    },
    {
      recording: '22-roll-again-tag-equals-version',
      name: 'a roll sticks when the kubelet is quicker than ExecStop',
      happens(lab) {
        lab.dut.features.quicker = 'kubelet'
        apply(lab, '20261103.05', '20261103.05')
      },
    },
    {
      recording: '25-recover-by-container-stop',
      name: 'stopping the feature by hand is the way out',
      async before(lab) {
        lab.dut.features.quicker = 'systemd'
        await lab.clock.pass(10)
        lab.deleteSet()
        await lab.clock.pass(40)
      },
      async happens(lab) {
        await lab.at(1.2)
        await lab.command('/usr/local/bin/container', 'stop', 'snmp')
        await lab.at(26)
        lab.dut.systemd.find('snmp')?.resetFailed()
        await lab.systemctl('start')
      },
    },
  ],
}
