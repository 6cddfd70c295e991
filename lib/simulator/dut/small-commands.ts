import type { Machine } from '../machine/machine'
import type { CommandOutput, SimulatedCommand } from '../machine/types'
import type { DutVariant } from './variants'

/** `kubelet --version`; the daemon itself runs as a unit. */
export const kubeletCommand = ({ kubernetes }: DutVariant): SimulatedCommand => ({
  name: 'kubelet',
  run: (args) =>
    args.includes('--version')
      ? { stdout: `Kubernetes ${kubernetes}\n` }
      : { stderr: 'kubelet: started by systemd only\n', exitCode: 1 },
})

const bridgeSettings = '/proc/sys/net/bridge'

/** `modprobe br_netfilter`, the one module that a join asks for; `modprobe -r` takes it out. */
export const modprobeCommand = (variant: DutVariant): SimulatedCommand => ({
  name: 'modprobe',
  path: '/sbin/modprobe',
  run(args, { machine, user }) {
    const module = moduleIn(args)
    if (!variant.bridgeModule || module !== 'br_netfilter')
      return refused(
        `modprobe: FATAL: Module ${module} not found in directory /lib/modules/${kernelOf(machine)}`,
      )
    const takesOut = args.includes('-r') || args.includes('--remove')
    if (user.uid !== 0)
      return refused(
        `modprobe: ERROR: could not ${takesOut ? 'remove' : 'insert'} '${module}': Operation not permitted`,
      )
    if (takesOut) machine.fs.remove(bridgeSettings)
    else if (!machine.fs.exists(bridgeSettings))
      for (const name of ['arptables', 'ip6tables', 'iptables'])
        machine.fs.writeText(`${bridgeSettings}/bridge-nf-call-${name}`, '1\n')
    return {}
  },
})

/** `rmmod br_netfilter`: nothing else was loaded that could be taken out. */
export const rmmodCommand = (variant: DutVariant): SimulatedCommand => ({
  name: 'rmmod',
  path: '/sbin/rmmod',
  run(args, { machine, user }) {
    const module = moduleIn(args)
    if (!variant.bridgeModule && module === 'br_netfilter')
      return refused(`rmmod: ERROR: Module ${module} is builtin.`)
    if (module !== 'br_netfilter' || !machine.fs.exists(bridgeSettings))
      return refused(`rmmod: ERROR: Module ${module} is not currently loaded`)
    if (user.uid !== 0)
      return refused(`rmmod: ERROR: could not remove module ${module}: Operation not permitted`)
    machine.fs.remove(bridgeSettings)
    return {}
  },
})

const moduleIn = (args: readonly string[]): string => args.find((arg) => !arg.startsWith('-')) ?? ''

const refused = (why: string): CommandOutput => ({ stderr: `${why}\n`, exitCode: 1 })

const kernelOf = ({ fs }: Machine): string =>
  /^kernel_version: '(.*)'$/m.exec(fs.readText('/etc/sonic/sonic_version.yml'))?.[1] ?? ''
