import type { Machine } from '../../machine/machine'
import type { CommandOutput, SimulatedCommand, User } from '../../machine/types'
import type { InterfaceAddress, NetworkInterface } from './interfaces'
import { failed, route } from './ip-route'
import { ipUsage } from './ip-usage'

interface Style {
  readonly brief: boolean
  readonly oneLine: boolean
  readonly family: 4 | 6 | undefined
}

const objects = ['address', 'link', 'route', 'rule', 'netns']
const notSimulated = [
  'neighbour',
  'neighbor',
  'maddress',
  'monitor',
  'tunnel',
  'vrf',
  'xfrm',
  'tuntap',
  'addrlabel',
  'mroute',
  'ntable',
]

/** iproute2's `ip [-br|-o|-j] [-4|-6] addr|link|route|rule|netns [show] [[dev] NAME]`. What changes things is refused. */
export const ipCommand = (interfaces: () => readonly NetworkInterface[]): SimulatedCommand => ({
  name: 'ip',
  path: '/usr/bin/ip',
  run(args, { machine, user }) {
    const flags = args.filter((arg) => arg.startsWith('-'))
    if (flags.some((flag) => /^-V(ersion)?$/.test(flag)))
      return { stdout: 'ip utility, iproute2-6.1.0, libbpf 1.1.2\n' }
    const [asked = '', ...words] = args.filter((arg) => !arg.startsWith('-'))
    if (asked === '' || asked === 'help') return { stderr: ipUsage, exitCode: 255 }
    const object = objects.find((name) => asked !== '' && name.startsWith(asked))
    if (!object) return unknown(asked, machine)
    const asJson = flags.some((flag) => /^-j(s|so|son)?$/.test(flag))
    const style: Style = {
      brief: flags.some((flag) => /^-br/.test(flag)),
      oneLine: flags.some((flag) => /^-o(neline)?$/.test(flag)),
      family: flags.includes('-4') ? 4 : flags.includes('-6') ? 6 : undefined,
    }
    const [verb = 'show'] = words
    const notYet = whatIsNotSimulated(object, flags, words)
    if (notYet !== undefined) return refused(notYet, args, machine)
    if (/^(add|append|del|set|change|replace|flush)/.test(verb))
      return (
        changed(object, words, interfaces(), user) ?? refused(`${object} ${verb}`, args, machine)
      )
    if (object === 'route') return route(interfaces(), words, style.family, user.uid, asJson)
    if (object === 'rule') return { stdout: rules(asJson, style.family) }
    if (object === 'netns') return namespaces(words)
    if (!/^(s|sh|sho|show|l|ls|lis|list)$/.test(verb))
      return failed(255, `Command "${verb}" is unknown, try "ip ${object} help".`)
    if (asJson) return json(interfaces(), object, words, style)
    return show(interfaces(), object, words, style)
  },
})

function unknown(asked: string, machine: Machine): CommandOutput {
  const name = notSimulated.find((each) => asked !== '' && each.startsWith(asked))
  if (name === undefined) return failed(1, `Object "${asked}" is unknown, try "ip help".`)
  machine.reportUnknown(`ip ${name}`, `ip ${asked}`)
  return failed(127, `ip ${asked}: not simulated`)
}

function refused(what: string, args: readonly string[], machine: Machine): CommandOutput {
  machine.reportUnknown(`ip ${what}`, `ip ${args.join(' ')}`)
  return failed(127, `ip ${what}: not simulated`)
}

/** Details, and tables other than the main one: the twin has none. */
function whatIsNotSimulated(
  object: string,
  flags: readonly string[],
  words: readonly string[],
): string | undefined {
  const flag = flags.find((each) => /^-d(et|etails)?$/.test(each))
  if (flag !== undefined && /^(address|link)$/.test(object)) return `${flag} ${object}`
  const table = words.includes('table') ? words[words.indexOf('table') + 1] : 'main'
  return object === 'route' && table !== 'main' ? `route table ${table}` : undefined
}

/** Why nothing is changed; undefined: root could, and the twin cannot. */
function changed(
  object: string,
  [verb = '', ...words]: readonly string[],
  all: readonly NetworkInterface[],
  { uid }: Pick<User, 'uid'>,
): CommandOutput | undefined {
  const isNamed = object === 'link' && !/^add/.test(verb)
  const device = words.includes('dev')
    ? words[words.indexOf('dev') + 1]
    : isNamed
      ? words[0]
      : undefined
  if (device !== undefined && !all.some(({ name }) => name === device))
    return failed(1, `Cannot find device "${device}"`)
  if (uid !== 0) return failed(2, 'RTNETLINK answers: Operation not permitted')
  const isGone =
    object === 'route' &&
    /^del/.test(verb) &&
    route(all, [words[0] ?? ''], undefined, uid).stdout === ''
  return isGone ? failed(2, 'RTNETLINK answers: No such process') : undefined
}

/** Nobody has added any to the kernel's own. */
const rules = (asJson: boolean, family: 4 | 6 | undefined): string => {
  const own = [
    [0, 'local'],
    [32_766, 'main'],
    ...(family === 6 ? [] : [[32_767, 'default'] as const]),
  ] as const
  if (asJson)
    return `${JSON.stringify(own.map(([priority, table]) => ({ priority, src: 'all', table })))}\n`
  return own.map(([priority, table]) => `${priority}:\tfrom all lookup ${table}\n`).join('')
}

/** Those that have a name: Docker's have none. */
const namespaces = ([verb = 'list', name = '']: readonly string[]): CommandOutput => {
  if ('list'.startsWith(verb) || verb === 'show') return {}
  if (verb === 'exec')
    return failed(255, `Cannot open network namespace "${name}": No such file or directory`)
  return failed(1, 'mkdir /run/netns failed: Permission denied')
}

function show(
  all: readonly NetworkInterface[],
  object: string,
  words: readonly string[],
  style: Style,
): CommandOutput {
  const shown = chosen(all, words)
  if ('stderr' in shown) return shown
  const lines = object === 'link' ? linkLines : addressLines
  return { stdout: shown.map((each) => lines(each, style)).join('') }
}

function chosen(
  all: readonly NetworkInterface[],
  words: readonly string[],
): readonly NetworkInterface[] | { stderr: string; exitCode: number } {
  const name = words.filter((word) => !/^(s|sh|show|l|ls|list|dev|up)$/.test(word))[0]
  const named = all.filter((each) => name === undefined || each.name === name)
  if (named.length === 0) return { stderr: `Device "${name}" does not exist.\n`, exitCode: 1 }
  return words.includes('up') ? named.filter(({ state }) => state !== 'DOWN') : named
}

function json(
  all: readonly NetworkInterface[],
  object: string,
  words: readonly string[],
  { brief, family }: Style,
): CommandOutput {
  const shown = chosen(all, words)
  if ('stderr' in shown) return shown
  const described = shown
    .filter(({ addresses }) => family === undefined || addresses.some((each) => isOf(each, family)))
    .map((each) => {
      const addresses = each.addresses.filter((address) => isOf(address, family))
      if (brief) return brieflyAsJson(each, object === 'link' ? undefined : addresses)
      return asJson(each, object === 'link' ? undefined : addresses)
    })
  return { stdout: `${JSON.stringify(described)}\n` }
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
  const queue = hasQueue(each) ? ' qlen 1000' : ' '
  return `${index}: ${name}: ${flagsOf(each)} mtu ${mtuOf(each)} qdisc ${disciplineOf(each)} state ${state}${mode} group default${queue}`
}

const mtuOf = ({ name }: NetworkInterface): number => (name === 'lo' ? 65_536 : 1500)
const hasQueue = ({ name }: NetworkInterface): boolean => name === 'lo' || name === 'eth0'
const disciplineOf = ({ name }: NetworkInterface): string =>
  name === 'eth0' ? 'pfifo_fast' : 'noqueue'

const hardware = ({ name, mac }: NetworkInterface): string =>
  name === 'lo'
    ? `    link/loopback ${mac} brd 00:00:00:00:00:00`
    : `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff`

function inet({ name }: NetworkInterface, { cidr, scope, broadcast }: InterfaceAddress): string {
  if (cidr.includes(':')) return `inet6 ${cidr} scope ${scope} `
  return `inet ${cidr}${broadcast ? ` brd ${broadcast}` : ''} scope ${scope} ${name}`
}
