import type { Machine } from '../machine/machine'
import type { SimulatedCommand } from '../machine/types'
import type { DutVariant } from './variants'

/** `kubelet --version`; the daemon itself runs as a unit. */
export const kubeletCommand = ({ kubernetes }: DutVariant): SimulatedCommand => ({
  name: 'kubelet',
  run: (args) =>
    args.includes('--version')
      ? { stdout: `Kubernetes ${kubernetes}\n` }
      : { stderr: 'kubelet: started by systemd only\n', exitCode: 1 },
})

/** `modprobe br_netfilter`, the one module that a join asks for. */
export const modprobeCommand = (variant: DutVariant): SimulatedCommand => ({
  name: 'modprobe',
  path: '/sbin/modprobe',
  run(args, { machine, user }) {
    const module = args.find((arg) => !arg.startsWith('-')) ?? ''
    if (!variant.bridgeModule || module !== 'br_netfilter')
      return {
        stderr: `modprobe: FATAL: Module ${module} not found in directory /lib/modules/${kernelOf(machine)}\n`,
        exitCode: 1,
      }
    if (user.uid !== 0)
      return {
        stderr: `modprobe: ERROR: could not insert '${module}': Operation not permitted\n`,
        exitCode: 1,
      }
    for (const name of ['arptables', 'ip6tables', 'iptables']) {
      const path = `/proc/sys/net/bridge/bridge-nf-call-${name}`
      if (!machine.fs.exists(path)) machine.fs.writeText(path, '1\n')
    }
    return {}
  },
})

const kernelOf = ({ fs }: Machine): string =>
  /^kernel_version: '(.*)'$/m.exec(fs.readText('/etc/sonic/sonic_version.yml'))?.[1] ?? ''
