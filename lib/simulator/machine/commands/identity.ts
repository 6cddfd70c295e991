import type { ShellCommand, ShellContext, User } from '../types'
import { answerUsage, parseOptions } from './options'

export const id: ShellCommand = {
  name: 'id',
  run: (args, context) =>
    answerUsage(() => {
      const { operands, has } = parseOptions('id', args, {
        flags: 'ugGnr',
        long: { user: 'u', group: 'g', groups: 'G', name: 'n' },
      })
      const { users } = context.machine
      const user = operands[0] === undefined ? context.user : users.find(operands[0])
      if (!user) return { stderr: `id: ‘${operands[0]}’: no such user\n`, exitCode: 1 }
      const { gids } = users.credentials(user)
      const group = (gid: number): string => (has('n') ? users.groupName(gid) : String(gid))
      if (has('u')) return { stdout: `${has('n') ? user.name : user.uid}\n` }
      if (has('g')) return { stdout: `${group(user.gid)}\n` }
      if (has('G')) return { stdout: `${gids.map(group).join(' ')}\n` }
      const both = (gid: number): string => `${gid}(${users.groupName(gid)})`
      return {
        stdout: `uid=${user.uid}(${user.name}) gid=${both(user.gid)} groups=${gids.map(both).join(',')}\n`,
      }
    }),
}

export const whoami: ShellCommand = {
  name: 'whoami',
  run: (_, { user }) => ({ stdout: `${user.name}\n` }),
}

export const groups: ShellCommand = {
  name: 'groups',
  run: (args, { machine: { users }, user }) => {
    const names = (of: User): string =>
      users
        .credentials(of)
        .gids.map((gid) => users.groupName(gid))
        .join(' ')
    if (args.length === 0) return { stdout: `${names(user)}\n` }
    const asked = args.map((name) => ({ name, found: users.find(name) }))
    const missing = asked.filter(({ found }) => !found)
    return {
      stdout: asked.map(({ name, found }) => (found ? `${name} : ${names(found)}\n` : '')).join(''),
      stderr: missing.map(({ name }) => `groups: ‘${name}’: no such user\n`).join(''),
      exitCode: missing.length > 0 ? 1 : 0,
    }
  },
}

export const logname: ShellCommand = {
  name: 'logname',
  run: (_, { env, user }) => ({ stdout: `${env['SUDO_USER'] ?? user.name}\n` }),
}

/** Who is logged in at a terminal: nobody. */
export const loggedIn: ShellCommand = { name: 'users', run: () => ({}) }

export const getent: ShellCommand = {
  name: 'getent',
  run: ([database = '', ...keys], context) => {
    const lines = databases[database]?.(keys, context)
    if (!lines)
      return {
        stderr: `Unknown database: ${database}\nTry \`getent --help' or \`getent --usage' for more information.\n`,
        exitCode: 1,
      }
    return {
      stdout: lines.map((line) => `${line}\n`).join(''),
      exitCode: lines.length === 0 ? 2 : 0,
    }
  },
}

const databases: Readonly<
  Record<string, (keys: readonly string[], context: ShellContext) => string[]>
> = {
  passwd: (keys, { machine: { users } }) => pick(users.passwd(), keys, 2),
  group: (keys, { machine: { users } }) => pick(users.group(), keys, 2),
  hosts: (keys, { machine }) => hosts(machine.fs.readText('/etc/hosts'), keys),
  ahostsv4: (keys, { machine }) => hosts(machine.fs.readText('/etc/hosts'), keys),
}

const pick = (text: string, keys: readonly string[], idField: number): string[] => {
  const lines = text.trim().split('\n')
  if (keys.length === 0) return lines
  return lines.filter((line) => {
    const fields = line.split(':')
    return keys.includes(fields[0] ?? '') || keys.includes(fields[idField] ?? '')
  })
}

/** The first line of /etc/hosts that names the host, or has the address, with nsswitch's column width. */
const hosts = (text: string, keys: readonly string[]): string[] => {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter((fields) => fields.length > 1)
  const wanted =
    keys.length === 0
      ? lines
      : keys.flatMap((key) => lines.find((fields) => fields.includes(key)) ?? [])
  const rows = keys.length === 0 ? lines : wanted.length ? [wanted as string[]] : []
  return rows.map(([address = '', ...names]) => `${address.padEnd(15)} ${names.join(' ')}`)
}
