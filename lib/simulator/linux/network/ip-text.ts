import type { InterfaceAddress, NetworkInterface } from './interfaces'
import { disciplineOf, flagsOf, hasQueue, isOf, mtuOf } from './ip-properties'

export interface Style {
  readonly brief: boolean
  readonly oneLine: boolean
  readonly family: 4 | 6 | undefined
}

/** Interfaces as `ip` tells them to people: their addresses, or what they are (`ip link`). */
export const textOf = (
  interfaces: readonly NetworkInterface[],
  isLink: boolean,
  style: Style,
): string => interfaces.map((each) => (isLink ? linkLines : addressLines)(each, style)).join('')

const briefly = ({ name, state }: NetworkInterface, rest: string): string =>
  `${name.padEnd(16)} ${state.padEnd(14)} ${rest} \n`

function linkLines(each: NetworkInterface, { brief, oneLine }: Style): string {
  if (brief) return briefly(each, `${each.mac} ${flagsOf(each)}`)
  const end = oneLine ? '\\' : '\n'
  return `${head(each, ' mode DEFAULT')}${end}${hardware(each)}\n`
}

function addressLines(each: NetworkInterface, { brief, oneLine, family }: Style): string {
  const addresses = each.addresses.filter((address) => isOf(address, family))
  if (family !== undefined && addresses.length === 0) return ''
  if (brief) return briefly(each, addresses.map(({ cidr }) => cidr).join(' '))
  const forever = '       valid_lft forever preferred_lft forever'
  if (oneLine)
    return addresses
      .map((address) => `${each.index}: ${each.name}    ${inet(each, address)}\\${forever}\n`)
      .join('')
  const lines = addresses.map((address) => `    ${inet(each, address)}\n${forever}\n`)
  return `${head(each, '')}\n${family === undefined ? `${hardware(each)}\n` : ''}${lines.join('')}`
}

const head = (each: NetworkInterface, mode: string): string => {
  const { index, name, state } = each
  const queue = hasQueue(each) ? ' qlen 1000' : ' '
  return `${index}: ${name}: ${flagsOf(each)} mtu ${mtuOf(each)} qdisc ${disciplineOf(each)} state ${state}${mode} group default${queue}`
}

const hardware = ({ name, mac }: NetworkInterface): string =>
  name === 'lo'
    ? `    link/loopback ${mac} brd 00:00:00:00:00:00`
    : `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff`

function inet({ name }: NetworkInterface, { cidr, scope, broadcast }: InterfaceAddress): string {
  if (cidr.includes(':')) return `inet6 ${cidr} scope ${scope} `
  return `inet ${cidr}${broadcast ? ` brd ${broadcast}` : ''} scope ${scope} ${name}`
}
