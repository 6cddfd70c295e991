import type { CommandOutput, ShellCommand, ShellContext } from '../types'
import { services } from './services'

/** What a database has for these keys, all of it without any; undefined: it has no list. */
type Database = (keys: readonly string[], context: ShellContext) => readonly string[] | undefined

const hint = "Try `getent --help' or `getent --usage' for more information.\n"

/** `getent [-s SERVICE] DATABASE [KEY…]`: 2 where a key is not found, 3 where a database has no list. */
export const getent: ShellCommand = {
  name: 'getent',
  run(args, context): CommandOutput {
    const { database, keys } = wordsOf(args)
    if (database === undefined)
      return { stdout: hint, stderr: 'getent: wrong number of arguments\n', exitCode: 1 }
    const look = databases[database]
    if (!look) return { stdout: hint, stderr: `Unknown database: ${database}\n`, exitCode: 1 }
    const lines = look(keys, context)
    if (!lines) return { stderr: `Enumeration not supported on ${database}\n`, exitCode: 3 }
    const isMissing = keys.length > 0 && lines.length < leastOf(database, keys)
    return { stdout: lines.map((line) => `${line}\n`).join(''), exitCode: isMissing ? 2 : 0 }
  },
}

/** Which services are asked changes nothing: a machine has its files alone. */
function wordsOf(args: readonly string[]): { database?: string; keys: readonly string[] } {
  const words: string[] = []
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg === '-s' || arg === '--service') at++
    else if (!/^(-s.|--service=|-i$|--no-idn$|-A$|--no-addrconfig$)/.test(arg)) words.push(arg)
  }
  const [database, ...keys] = words
  return { ...(database !== undefined && { database }), keys }
}

/** Of an address family each key has three lines; of all else one. */
const leastOf = (database: string, keys: readonly string[]): number =>
  keys.length * (database.startsWith('ahosts') ? 3 : 1)

/** A text of fields, for each key its line. */
const fields =
  (read: (context: ShellContext) => string, idField?: number): Database =>
  (keys, context) => {
    const lines = read(context).trim().split('\n')
    if (keys.length === 0) return lines
    return keys.flatMap((key) => {
      const isIt = (line: string): boolean => {
        const all = line.split(':')
        return all[0] === key || (idField !== undefined && all[idField] === key)
      }
      return lines.find(isIt) ?? []
    })
  }

/** What only root and the group shadow may read. */
const secret =
  (read: (context: ShellContext) => string): Database =>
  (keys, context) =>
    context.user.uid === 0 ? fields(read)(keys, context) : []

const hostLines = ({ machine }: ShellContext): string[][] =>
  machine.fs
    .readText('/etc/hosts')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter((words) => words.length > 1)

/** The first line of /etc/hosts that names the host, or has the address, with nsswitch's column width. */
const hosts: Database = (keys, context) => {
  const lines = hostLines(context)
  const wanted = keys.flatMap((key) => {
    const found = lines.find((words) => words.includes(key))
    return found ? [found] : []
  })
  return (keys.length === 0 ? lines : wanted).map(
    ([address = '', ...names]) => `${address.padEnd(15)} ${names.join(' ')}`,
  )
}

/** Each address three times, by each type of socket; the first of them with the name. */
const addresses =
  (shown: (address: string) => string | undefined): Database =>
  (keys, context) => {
    if (keys.length === 0) return hosts(keys, context)
    return keys.flatMap((key) => {
      const found = hostLines(context).filter((words) => words.includes(key))
      return [...new Set(found.flatMap(([address = '']) => shown(address) ?? []))].flatMap(
        (address, at) => [
          `${address.padEnd(15)} STREAM ${at === 0 ? (found[0]?.[1] ?? key) : ''}`,
          `${address.padEnd(15)} DGRAM  `,
          `${address.padEnd(15)} RAW    `,
        ],
      )
    })
  }

const isV4 = (address: string): boolean => !address.includes(':')

const inColumns = (name: string, ...rest: readonly string[]): string =>
  `${name.padEnd(21)} ${rest.filter(Boolean).join(' ')}`

const protocolTable = [
  ['ip', 0], ['icmp', 1], ['igmp', 2], ['tcp', 6], ['udp', 17], ['gre', 47], ['esp', 50], ['ah', 51], ['ipv6-icmp', 58], ['sctp', 132],
] as const // prettier-ignore

const protocols: Database = (keys) =>
  keys.flatMap((key) => {
    const found = protocolTable.find(([name, number]) => [name, name.toUpperCase(), String(number)].includes(key)) // prettier-ignore
    return found ? [inColumns(found[0], String(found[1]), found[0].toUpperCase())] : []
  })

const initgroups: Database = (keys, { machine: { users } }) =>
  keys.flatMap((key) => {
    const user = users.find(key)
    if (!user) return []
    const others = users.credentials(user).gids.filter((gid) => gid !== user.gid)
    return [inColumns(key, ...others.map(String))]
  })

const databases: Readonly<Record<string, Database>> = {
  passwd: fields(({ machine: { users } }) => users.passwd(), 2),
  group: fields(({ machine: { users } }) => users.group(), 2),
  shadow: secret(({ machine: { users } }) => users.shadow()),
  gshadow: secret(({ machine: { users } }) =>
    users.group().replaceAll(/^([^:]*):x:\d+:(.*)$/gm, '$1:*::$2'),
  ),
  hosts,
  ahosts: addresses((address) => address),
  ahostsv4: addresses((address) => (isV4(address) ? address : undefined)),
  ahostsv6: addresses((address) => (isV4(address) ? `::ffff:${address}` : address)),
  services: (keys) =>
    services(keys).map(({ name, port, protocol, aliases }) =>
      inColumns(name, `${port}/${protocol}`, ...aliases),
    ),
  protocols,
  networks: (keys) =>
    [['default', '0.0.0.0'], ['loopback', '127.0.0.0'], ['link-local', '169.254.0.0']]
      .filter(([name = '', address = '']) => keys.length === 0 || keys.some((key) => [name, address].includes(key)))
      .map(([name = '', address = '']) => inColumns(name, address)),
  initgroups,
  ethers: (keys) => (keys.length === 0 ? undefined : []),
  netgroup: (keys) => (keys.length === 0 ? undefined : []),
  aliases: () => [],
} // prettier-ignore
