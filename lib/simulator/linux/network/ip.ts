import type { CommandOutput, SimulatedCommand } from '../../machine/types'
import type { InterfaceAddress, NetworkInterface } from './interfaces'
import { subnetOf } from './interfaces'

interface Style {
  readonly brief: boolean
  readonly oneLine: boolean
  readonly family: 4 | 6 | undefined
}

const objects = ['address', 'link', 'route']

/** iproute2's `ip [-br|-o] [-4|-6] addr|link|route [show] [[dev] NAME]`. What changes things is refused. */
export const ipCommand = (interfaces: () => readonly NetworkInterface[]): SimulatedCommand => ({
  name: 'ip',
  path: '/usr/sbin/ip',
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
    if (object === 'route') return route(interfaces(), words, style)
    if (/^(add|del|set|change|replace|flush)/.test(verb))
      return failed(2, 'RTNETLINK answers: Operation not permitted')
    return show(interfaces(), object, words, style)
  },
})

const failed = (exitCode: number, text: string): CommandOutput => ({
  stderr: `${text}\n`,
  exitCode,
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

/** A way to each network that an interface is in; the testbed's own is the only one that leads anywhere. */
function route(
  all: readonly NetworkInterface[],
  words: readonly string[],
  { family }: Style,
): CommandOutput {
  const networks = all
    .filter(({ name }) => name !== 'lo')
    .flatMap(({ name, state, addresses }) =>
      addresses
        .filter(({ cidr }) => cidr.includes(':') === (family === 6))
        .map(({ cidr }) => ({ name, state, cidr, address: cidr.split('/')[0]! })),
    )
  if (words[0] !== 'get') {
    if (family === 6)
      return {
        stdout: networks
          .map(({ cidr, name }) => `${cidr} dev ${name} proto kernel metric 256 pref medium\n`)
          .join(''),
      }
    const line = ({ name, state, cidr, address }: (typeof networks)[number]): string =>
      `${subnetOf(cidr)} dev ${name} proto kernel scope link src ${address} ${state === 'DOWN' ? 'linkdown ' : ''}\n`
    return { stdout: networks.map(line).join('') }
  }
  const target = words[1] ?? ''
  const own = networks.find(({ address }) => address === target)
  if (own) return { stdout: `local ${target} dev lo src ${target} uid 0 \n    cache <local> \n` }
  const via = networks.find(
    ({ cidr }) => subnetOf(cidr) === subnetOf(`${target}/${cidr.split('/')[1]}`),
  )
  if (!via) return failed(2, 'RTNETLINK answers: Network is unreachable')
  return { stdout: `${target} dev ${via.name} src ${via.address} uid 0 \n    cache \n` }
}
