import type { CommandOutput, SimulatedCommand } from '../../machine/types'
import type { InterfaceAddress, NetworkInterface } from './interfaces'
import { failed, route } from './ip-route'

interface Style {
  readonly brief: boolean
  readonly oneLine: boolean
  readonly family: 4 | 6 | undefined
}

const objects = ['address', 'link', 'route']

/** iproute2's `ip [-br|-o] [-4|-6] addr|link|route [show] [[dev] NAME]`. What changes things is refused. */
export const ipCommand = (interfaces: () => readonly NetworkInterface[]): SimulatedCommand => ({
  name: 'ip',
  path: '/usr/bin/ip',
  run(args) {
    const flags = args.filter((arg) => arg.startsWith('-'))
    const [asked = '', ...words] = args.filter((arg) => !arg.startsWith('-'))
    const object = objects.find((name) => asked !== '' && name.startsWith(asked))
    if (!object) return failed(1, `Object "${asked}" is unknown, try "ip help".`)
    const style: Style = {
      brief: flags.some((flag) => /^-br/.test(flag)),
      oneLine: flags.some((flag) => /^-o(neline)?$/.test(flag)),
      family: flags.includes('-4') ? 4 : flags.includes('-6') ? 6 : undefined,
    }
    const [verb = 'show'] = words
    if (object === 'route') return route(interfaces(), words, style.family)
    if (/^(add|del|set|change|replace|flush)/.test(verb))
      return failed(2, 'RTNETLINK answers: Operation not permitted')
    return show(interfaces(), object, words, style)
  },
})

function show(
  all: readonly NetworkInterface[],
  object: string,
  words: readonly string[],
  style: Style,
): CommandOutput {
  const name = words.filter((word) => !/^(s|sh|show|l|ls|list|dev|up)$/.test(word))[0]
  const named = all.filter((each) => name === undefined || each.name === name)
  if (named.length === 0) return failed(1, `Device "${name}" does not exist.`)
  const shown = words.includes('up') ? named.filter(({ state }) => state !== 'DOWN') : named
  const lines = object === 'link' ? linkLines : addressLines
  return { stdout: shown.map((each) => lines(each, style)).join('') }
}

const isOf = ({ cidr }: InterfaceAddress, family: Style['family']): boolean =>
  family === undefined || (family === 6) === cidr.includes(':')

const flagsOf = ({ name, state }: NetworkInterface): string =>
  name === 'lo'
    ? '<LOOPBACK,UP,LOWER_UP>'
    : state === 'UP'
      ? '<BROADCAST,MULTICAST,UP,LOWER_UP>'
      : '<NO-CARRIER,BROADCAST,MULTICAST,UP>'

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
  const mtu = name === 'lo' ? 65536 : 1500
  const queue = name === 'lo' || name === 'eth0' ? ' qlen 1000' : ''
  const discipline = name === 'eth0' ? 'pfifo_fast' : 'noqueue'
  return `${index}: ${name}: ${flagsOf(each)} mtu ${mtu} qdisc ${discipline} state ${state}${mode} group default${queue || ' '}`
}

const hardware = ({ name, mac }: NetworkInterface): string =>
  name === 'lo'
    ? `    link/loopback ${mac} brd 00:00:00:00:00:00`
    : `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff`

function inet({ name }: NetworkInterface, { cidr, scope, broadcast }: InterfaceAddress): string {
  if (cidr.includes(':')) return `inet6 ${cidr} scope ${scope} `
  return `inet ${cidr}${broadcast ? ` brd ${broadcast}` : ''} scope ${scope} ${name}`
}
