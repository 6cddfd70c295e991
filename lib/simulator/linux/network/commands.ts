import type { ShellCommand } from '../../machine/types'
import { hostnameCommand } from './hostname'
import { interfacesOf, type InterfacesOptions, type NetworkInterface } from './interfaces'
import { ipCommand } from './ip'
import { showNetworkInProc } from './proc-net'
import { type Listener, ssCommand } from './ss'

/** What shows a machine's interfaces and listening sockets. */
export function networkCommands(
  options: InterfacesOptions,
  listeners: () => readonly Listener[],
): readonly ShellCommand[] {
  const interfaces = (): readonly NetworkInterface[] => interfacesOf(options)
  showNetworkInProc(options.machine, interfaces, listeners)
  return [ipCommand(interfaces), hostnameCommand(interfaces), ssCommand(listeners)]
}
