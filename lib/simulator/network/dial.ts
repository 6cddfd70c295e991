import { isIP } from 'node:net'
import { Recent } from '../cache/recent'
import type { Machine } from '../machine/machine'
import { type LoopbackAddress, loopbackOf, type SimulatedNetwork } from './simulated-network'

/** How far a connection from a simulated machine gets. */
export type Dialled =
  | { readonly outcome: 'served'; readonly ip: string; readonly at: LoopbackAddress }
  | {
      readonly outcome: 'refused' | 'no-route' | 'dropped'
      readonly ip: string
      /** How long Linux asks before it gives up, in seconds. */
      readonly asksFor: number
    }
  | { readonly outcome: 'unknown-name' }

/** For what does not answer, in seconds: the owner of an address (ARP), a connection (SYN). */
const patience = { owner: 3.063, connection: 131 } as const

/** Dials `host:port` as a program on the machine would: names by its /etc/hosts, then by its name server, if it has one. */
export function dial(
  network: SimulatedNetwork,
  machine: Machine,
  host: string,
  port: number,
): Dialled {
  const { hostname } = machine
  const ip = isIP(host) ? host : (lookUp(machine, host) ?? network.resolve(hostname, host))
  if (!ip) return { outcome: 'unknown-name' }
  if (network.isCutOff(hostname) && !isLoopback(ip)) return { outcome: 'no-route', ip, asksFor: 0 }
  const unowned = { outcome: 'no-route', ip, asksFor: patience.owner } as const
  if (!network.hasRoute(hostname, ip)) return unowned
  const passage = isLoopback(ip) ? 'passes' : network.passage(hostname, ip, port)
  if (passage === 'dropped') return { outcome: passage, ip, asksFor: patience.connection }
  const refused = { outcome: 'refused', ip, asksFor: 0 } as const
  if (passage === 'refused') return refused
  const at = network.locate(isLoopback(ip) ? loopbackOf(hostname) : ip, port)
  if (at) return { outcome: 'served', ip, at }
  return isLoopback(ip) || network.hasHost(ip) ? refused : unowned
}

/** What /etc/hosts of the machine says of a name. */
export function lookUp(machine: Machine, name: string): string | undefined {
  if (name === 'localhost') return '127.0.0.1'
  if (!machine.fs.exists('/etc/hosts') || !usesHostsFile(machine)) return undefined
  const text = machine.fs.readText('/etc/hosts')
  return (known.get(text) ?? known.keep(text, addressesIn(text))).get(name)
}

/** A kubelet looks its API server up for each of its requests. */
const known = new Recent<string, ReadonlyMap<string, string>>(20)

/** By name, what a hosts file says; the first line that has a name counts. */
function addressesIn(text: string): Map<string, string> {
  const addresses = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    for (const name of names) if (!addresses.has(name)) addresses.set(name, address)
  }
  return addresses
}

/** nsswitch.conf says where names are looked up; a machine without that file asks /etc/hosts first. */
function usesHostsFile({ fs }: Machine): boolean {
  const path = '/etc/nsswitch.conf'
  const line = fs.exists(path) ? /^hosts:(.*)$/m.exec(fs.readText(path))?.[1] : undefined
  return line === undefined || /\bfiles\b/.test(line)
}

const isLoopback = (ip: string): boolean => ip === '::1' || ip.startsWith('127.')
