import { absolute } from '../../file-system/paths'
import { rootPath } from '../environment'
import type { CommandOutput, ShellContext, User } from '../types'
import type { Options } from './options'

/** Where sudo finds a program; undefined: nowhere, or what is there can't be run. */
export function programFor({ machine, cwd }: ShellContext, name: string): string | undefined {
  const places = name.includes('/')
    ? [absolute(cwd, name)]
    : rootPath.split(':').map((directory) => `${directory}/${name}`)
  return places.find((path) => {
    if (!machine.fs.exists(path)) return false
    const { kind, mode } = machine.fs.stat(path)
    return kind === 'file' && (mode & 0o111) !== 0
  })
}

/** What the policy keeps from everybody: it has no rule that allows it. */
export function notPermitted(
  { has, value }: Options,
  context: ShellContext,
  [name = '']: readonly string[],
): string | undefined {
  if (has('T')) return 'sorry, you are not allowed set a command timeout'
  if (context.user.uid === 0) return undefined
  const told = { D: programFor(context, name) ?? name, R: name }
  for (const letter of ['D', 'R'] as const)
    if (value(letter) !== undefined)
      return `you are not permitted to use the -${letter} option with ${told[letter]}`
  return undefined
}

/** `sudo -l`: what the caller may, or where the command is that it may run. */
export function listed(
  { has, values, operands, value }: Options,
  context: ShellContext,
): CommandOutput {
  const [name, ...rest] = operands
  if (name !== undefined) {
    const found = programFor(context, name)
    if (found === undefined) return { stderr: `sudo: ${name}: command not found\n`, exitCode: 1 }
    return { stdout: `${[found, ...rest].join(' ')}\n` }
  }
  const { user, machine } = context
  const asked = value('U') === undefined ? user : machine.users.find(value('U') ?? '')
  if (!asked) return { stderr: `sudo: unknown user ${value('U')}\n`, exitCode: 1 }
  const head = `Matching Defaults entries for ${asked.name} on ${machine.hostname}:\n    ${defaults}\n\n`
  const whole = has('l') && values('l').length > 1
  return {
    stdout: `${head}User ${asked.name} may run the following commands on ${machine.hostname}:\n${(whole ? inFull : inShort)(asked)}`,
  }
}

const defaults =
  'env_reset, mail_badpass, secure_path=/usr/local/sbin\\:/usr/local/bin\\:/usr/sbin\\:/usr/bin\\:/sbin\\:/bin, use_pty'

/** Members of sudo, and root, by a rule for whoever gives a password; some by one that asks for none. */
const inShort = ({ sudo, groups, uid }: User): string =>
  [
    ...(groups.includes('sudo') || uid === 0 ? ['(ALL : ALL) ALL'] : []),
    ...(sudo === 'all' && uid !== 0 ? ['(ALL) NOPASSWD: ALL'] : []),
  ]
    .map((rule) => `    ${rule}\n`)
    .join('')

const inFull = ({ sudo, groups, uid }: User): string =>
  [
    ...(groups.includes('sudo') || uid === 0
      ? ['    RunAsUsers: ALL\n    RunAsGroups: ALL\n']
      : []),
    ...(sudo === 'all' && uid !== 0 ? ['    RunAsUsers: ALL\n    Options: !authenticate\n'] : []),
  ]
    .map((entry) => `\nSudoers entry:\n${entry}    Commands:\n\tALL\n`)
    .join('')
