import type { Fault } from './fault'

const kubeletDead: Fault = {
  name: 'kubelet-dead',
  what: "The kubelet on the DUT's node is stopped: NotReady after 40 s, pods stay as they were.",
  parameters: { dut: { meaning: 'which DUT, all without it', byDefault: '' } },
  async apply({ duts }, { dut = '' }) {
    const hit = duts.filter(({ machine }) => dut === '' || machine.hostname === dut)
    const units = hit
      .map(({ systemd }) => systemd.find('kubelet'))
      .filter((unit) => unit !== undefined)
    const ran = units.filter(({ state }) => state === 'active')
    for (const unit of units) await unit.stop()
    return async () => {
      for (const unit of ran) await unit.start()
    }
  },
}

const sshDrop: Fault = {
  name: 'ssh-drop',
  what: 'All SSH connections to a machine are cut, once; new ones are accepted.',
  parameters: { machine: { meaning: 'its hostname, all without it', byDefault: '' } },
  apply({ sshServers }, { machine = '' }) {
    for (const [hostname, server] of sshServers)
      if (machine === '' || machine === hostname) server.dropConnections()
    return () => undefined
  },
}

export const dutFaults: readonly Fault[] = [kubeletDead, sshDrop]
