import { notSimulated } from '../../machine/commands/not-simulated'
import type { Machine } from '../../machine/machine'
import type { CommandOutput, SimulatedCommand, User } from '../../machine/types'
import type { NetworkInterface } from './interfaces'
import { jsonOf } from './ip-json'
import { failed, route } from './ip-route'
import { type Style, textOf } from './ip-text'
import { ipUsage } from './ip-usage'

const objects = ['address', 'link', 'route', 'rule', 'netns']
const objectsOfOthers = [
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
    const shown = chosen(interfaces(), words)
    if ('stderr' in shown) return shown
    const isLink = object === 'link'
    return { stdout: asJson ? jsonOf(shown, isLink, style) : textOf(shown, isLink, style) }
  },
})

function unknown(asked: string, machine: Machine): CommandOutput {
  const name = objectsOfOthers.find((each) => asked !== '' && each.startsWith(asked))
  if (name === undefined) return failed(1, `Object "${asked}" is unknown, try "ip help".`)
  machine.reportUnknown(`ip ${name}`, `ip ${asked}`)
  return failed(127, `ip ${asked}: not simulated`)
}

const refused = (what: string, args: readonly string[], machine: Machine): CommandOutput =>
  notSimulated(machine, `ip ${what}`, `ip ${args.join(' ')}`)

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

function chosen(
  all: readonly NetworkInterface[],
  words: readonly string[],
): readonly NetworkInterface[] | { stderr: string; exitCode: number } {
  const name = words.filter((word) => !/^(s|sh|show|l|ls|list|dev|up)$/.test(word))[0]
  const named = all.filter((each) => name === undefined || each.name === name)
  if (named.length === 0) return { stderr: `Device "${name}" does not exist.\n`, exitCode: 1 }
  return words.includes('up') ? named.filter(({ state }) => state !== 'DOWN') : named
}
