import type { InterfaceAddress, NetworkInterface } from './interfaces'
import { disciplineOf, flagsOf, hasQueue, isOf, mtuOf } from './ip-properties'
import type { Style } from './ip-text'

/** Interfaces as `ip -j` tells them: their addresses, or what they are (`ip link`). */
export function jsonOf(
  interfaces: readonly NetworkInterface[],
  isLink: boolean,
  { brief, family }: Style,
): string {
  const described = interfaces
    .filter(({ addresses }) => family === undefined || addresses.some((each) => isOf(each, family)))
    .map((each) => {
      const addresses = isLink ? undefined : each.addresses.filter((one) => isOf(one, family))
      return brief ? brieflyAsJson(each, addresses) : asJson(each, addresses)
    })
  return `${JSON.stringify(described)}\n`
}

const asJson = (each: NetworkInterface, addresses?: readonly InterfaceAddress[]): object => ({
  ifindex: each.index,
  ifname: each.name,
  flags: flagsOf(each).slice(1, -1).split(','),
  mtu: mtuOf(each),
  qdisc: disciplineOf(each),
  operstate: each.state,
  ...(addresses ? {} : { linkmode: 'DEFAULT' }),
  group: 'default',
  ...(hasQueue(each) && { txqlen: 1000 }),
  link_type: each.name === 'lo' ? 'loopback' : 'ether',
  address: each.mac,
  broadcast: each.name === 'lo' ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff',
  ...(addresses && { addr_info: addresses.map((address) => addressAsJson(each, address)) }),
})

const brieflyAsJson = (
  each: NetworkInterface,
  addresses?: readonly InterfaceAddress[],
): object => ({
  ifname: each.name,
  operstate: each.state,
  ...(addresses
    ? { addr_info: addresses.map(({ cidr }) => localOf(cidr)) }
    : { address: each.mac, flags: flagsOf(each).slice(1, -1).split(',') }),
})

const localOf = (cidr: string): { local: string; prefixlen: number } => {
  const [local = '', length] = cidr.split('/')
  return { local, prefixlen: Number(length) }
}

const addressAsJson = (
  { name }: NetworkInterface,
  { cidr, scope, broadcast }: InterfaceAddress,
): object => ({
  family: cidr.includes(':') ? 'inet6' : 'inet',
  ...localOf(cidr),
  ...(broadcast !== undefined && { broadcast }),
  scope,
  ...(!cidr.includes(':') && { label: name }),
  valid_life_time: 4_294_967_295,
  preferred_life_time: 4_294_967_295,
})
