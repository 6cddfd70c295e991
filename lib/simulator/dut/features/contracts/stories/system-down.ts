import type { HandoverLab } from '../../testing/handover-lab'
import { apply, type HandoverChapter } from './handover-story'

/** ctrmgrd and the feature are stopped, and a new pod comes, which is frozen. */
async function stopAndFreeze(lab: HandoverLab): Promise<void> {
  await lab.clock.pass(10)
  void lab.dut.systemd.find('ctrmgrd')?.stop()
  await lab.systemctl('stop')
  lab.deletePod()
  await lab.clock.pass(30)
}

/** Both are started again; a daemon in Python takes its time. */
async function startBoth(lab: HandoverLab): Promise<void> {
  const started = lab.systemctl('start')
  lab.clock.after(250, () => void lab.dut.systemd.find('ctrmgrd')?.start())
  await started
}

export const systemDown: HandoverChapter = {
  name: 'the system side is down',
  async before(lab) {
    await lab.systemctl('start')
    await lab.clock.pass(2)
    lab.setOwner('kube')
    apply(lab, 'v2', '20261102.02')
    await lab.until('the pod is ready', () => lab.podIsReady)
    await lab.clock.pass(30)
    lab.setOwner('local')
    await lab.clock.pass(30)
    apply(lab, 'v4', '20261104.02')
    await lab.clock.pass(5)
  },
  stories: [
    {
      recording: '17-prepare-kube-running',
      name: 'a DaemonSet that is there takes over at once when set_owner becomes kube',
      async happens(lab) {
        lab.setOwner('kube')
        lab.dut.databases.state.hdel('KUBE_LABELS|SET', ['snmp_local'])
        await lab.systemctl('restart')
      },
    },
    {
      recording: '24a-start-again',
      name: 'a frozen pod does not wake up when the feature is started again',
      before: stopAndFreeze,
      happens: startBoth,
    },
    {
      recording: '24-start-after-freeze',
      name: 'local runs after the configured wait, the frozen pod beside it',
      before: stopAndFreeze,
      happens: startBoth,
    },
  ],
}
