import type { ShellCommand, User } from '../types'
import type { UserTable } from '../users'
import { answerUsage, type Options, parseOptions, UsageError } from './options'

const idOptions = {
  flags: 'augGnrzZ',
  long: { user: 'u', group: 'g', groups: 'G', name: 'n', real: 'r', zero: 'z', context: 'Z' },
}

/** Why these options don't go together; undefined where they do. */
function mistakeIn({ has, operands }: Options): string | undefined {
  const choices = ['u', 'g', 'G', 'Z'].filter(has)
  if (has('Z') && operands.length > 0) return 'cannot print security context when user specified'
  if (has('Z')) return '--context (-Z) works only on an SELinux-enabled kernel'
  if (choices.length > 1) return 'cannot print "only" of more than one choice'
  if (choices.length > 0) return undefined
  if (has('n') || has('r')) return 'cannot print only names or real IDs in default format'
  return has('z') ? 'option --zero not permitted in default format' : undefined
}

/** `id [OPTION]… [USER]…` */
export const id: ShellCommand = {
  name: 'id',
  run: (args, context) =>
    answerUsage(() => {
      const options = parseOptions('id', args, idOptions)
      const mistake = mistakeIn(options)
      if (mistake !== undefined) return { stderr: `id: ${mistake}\n`, exitCode: 1 }
      const { users } = context.machine
      const asked = options.operands.map((name) => ({ name, found: users.find(name) }))
      const missing = asked.filter(({ found }) => !found)
      const shown = asked.length === 0 ? [context.user] : asked.flatMap(({ found }) => found ?? [])
      return {
        stdout: shown.map((user) => line(user, users, options)).join(''),
        stderr: missing.map(({ name }) => `id: ‘${name}’: no such user\n`).join(''),
        exitCode: missing.length > 0 ? 1 : 0,
      }
    }),
}

function line(user: User, users: UserTable, { has, operands }: Options): string {
  const { gids } = users.credentials(user)
  const end = has('z') ? '\0' : '\n'
  const group = (gid: number): string => (has('n') ? users.groupName(gid) : String(gid))
  if (has('u')) return `${has('n') ? user.name : user.uid}${end}`
  if (has('g')) return `${group(user.gid)}${end}`
  // Of several users each group ends with NUL, and each user with two.
  if (has('G'))
    return `${gids.map(group).join(has('z') ? '\0' : ' ')}${end}${has('z') && operands.length > 1 ? end : ''}`
  const both = (gid: number): string => `${gid}(${users.groupName(gid)})`
  return `uid=${user.uid}(${user.name}) gid=${both(user.gid)} groups=${gids.map(both).join(',')}${end}`
}

/** `whoami` takes nothing. */
export const whoami: ShellCommand = {
  name: 'whoami',
  run: (args, { user }) =>
    answerUsage(() => {
      const [extra] = parseOptions('whoami', args, {}).operands
      if (extra !== undefined) throw new UsageError('whoami', `extra operand ‘${extra}’`)
      return { stdout: `${user.name}\n` }
    }),
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
