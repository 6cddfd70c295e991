import { hostname } from '../../machine/commands/host'
import type { ShellCommand } from '../../machine/types'
import type { NetworkInterface } from './interfaces'

/** `hostname` of a machine that has addresses: `-I` prints all but the loopback's, `-i` the management port's. */
export const hostnameCommand = (interfaces: () => readonly NetworkInterface[]): ShellCommand => ({
  ...hostname,
  run: (args, context) => {
    const addresses = interfaces()
      .flatMap(({ addresses }) => addresses)
      .filter(({ scope }) => scope === 'global')
      .map(({ cidr }) => cidr.split('/')[0]!)
    if (args.some((arg) => /^(-I|--all-ip-addresses)$/.test(arg)))
      return { stdout: `${addresses.map((address) => `${address} `).join('')}\n` }
    if (args.some((arg) => /^(-i|--ip-address)$/.test(arg)))
      return { stdout: `${addresses[0] ?? '127.0.0.1'}\n` }
    return hostname.run(args, context)
  },
})
