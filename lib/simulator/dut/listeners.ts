import type { Listener } from '../linux/network/ss'
import type { Machine } from '../machine/machine'
import type { Systemd } from '../linux/systemd/systemd'

/** What listens on a DUT: sshd, Redis on the loopback, and the kubelet while it runs. */
export function dutListeners(machine: Machine, systemd: Systemd): readonly Listener[] {
  const pidOf = (name: string): number =>
    machine.processes.all().find((process) => process.name === name)?.pid ?? 1
  const kubelet =
    systemd.find('kubelet')?.state === 'active'
      ? [
          { address: '127.0.0.1', port: 10_248 },
          { address: '*', port: 10_250 },
        ]
      : []
  return [
    { address: '127.0.0.1', port: 6379, process: 'redis-server', pid: pidOf('redis-server') },
    { address: '0.0.0.0', port: 22, process: 'sshd', pid: pidOf('sshd') },
    ...kubelet.map((each) => ({ ...each, process: 'kubelet', pid: pidOf('kubelet') })),
    { address: '::', port: 22, process: 'sshd', pid: pidOf('sshd') },
  ]
}
