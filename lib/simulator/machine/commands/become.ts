import type { CommandOutput, ShellCommand, ShellContext, User } from '../types'
import { loginEnvironment, rootPath } from '../environment'
import { type Options, parseOptions, UsageError } from './options'
import { listed, notPermitted, programFor } from './sudo-policy'
import { ofShell, sudoHelp, sudoUsage, versionFor } from './sudo-texts'
import { authenticate } from './sudo-password'

const sudoOptions = {
  flags: 'ABbEeHikKlnPsSvV',
  values: 'ugpCDUrtTR',
  optional: 'h',
  long: {
    askpass: 'A', background: 'b', bell: 'B', 'close-from': 'C', chdir: 'D', 'preserve-env': 'E', edit: 'e', group: 'g',
    'set-home': 'H', login: 'i', 'remove-timestamp': 'K', 'reset-timestamp': 'k', list: 'l', 'non-interactive': 'n',
    'preserve-groups': 'P', prompt: 'p', chroot: 'R', role: 'r', stdin: 'S', shell: 's', type: 't',
    'command-timeout': 'T', 'other-user': 'U', user: 'u', version: 'V', validate: 'v',
  },
  longFlags: ['help'],
  untilOperand: true,
} // prettier-ignore

export const sudo: ShellCommand = {
  name: 'sudo',
  readStdin: (args) => {
    const { operands, has } = parseOptions('sudo', args, sudoOptions)
    return has('S') || ((has('i') || has('s')) && operands.length === 0)
  },
  async run(args, context) {
    try {
      return await sudoAs(parseOptions('sudo', args, sudoOptions), context)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      return { stderr: `sudo: ${error.problem}\n${sudoUsage}`, exitCode: 1 }
    }
  },
}

async function sudoAs(options: Options, context: ShellContext): Promise<CommandOutput> {
  const { has, value, operands } = options
  const { assignments, command } = splitAssignments(operands)
  const isBare = operands.length === 0
  if (has('help') || (has('h') && isBare && !value('h')))
    return { stdout: `sudo - execute a command as another user\n\n${sudoUsage}\n${sudoHelp}` }
  if (has('V')) return { stdout: versionFor(context.user) }
  if ((has('k') || has('K')) && isBare) return {}
  if (isBare && !['i', 's', 'v', 'l'].some(has)) return { stderr: sudoUsage, exitCode: 1 }
  const who = value('u') ?? (has('g') ? context.user.name : 'root')
  const target = context.machine.users.find(who.replace(/^#/, ''))
  if (!target) return refusedBy(`unknown user ${who}`)
  const group = value('g')
  const gid = group === undefined ? undefined : context.machine.users.gid(group.replace(/^#/, ''))
  if (group !== undefined && gid === undefined) return refusedBy(`unknown group ${group}`)
  const entry = authenticate(context, has('n'), has('S'), value('p'))
  if (entry.refusal) return entry.refusal
  if (has('l')) return listed(options, context)
  const forbidden = notPermitted(options, context, command)
  if (forbidden !== undefined) return { stderr: `sudo: ${forbidden}\n`, exitCode: 1 }
  const result = await runAs(context, gid === undefined ? target : { ...target, gid }, {
    assignments: { ...preserved(options, context), ...assignments },
    command,
    stdin: entry.rest,
    login: has('i'),
    shell: has('s'),
  })
  return { ...result, stderr: entry.prompts + (result.stderr ?? '') }
}

const refusedBy = (why: string): CommandOutput => ({
  stderr: `sudo: ${why}\nsudo: error initializing audit plugin sudoers_audit\n`,
  exitCode: 1,
})

/** `-E`, or `--preserve-env=NAME,…`: of what the caller has. */
function preserved({ has, values }: Options, { env }: ShellContext): Record<string, string> {
  if (!has('E')) return {}
  const names = values('E')
    .filter(Boolean)
    .flatMap((list) => list.split(','))
  const fixed = /^(HOME|USER|LOGNAME|PATH|MAIL|SUDO_\w+|PWD|SHLVL|_)$/
  return Object.fromEntries(
    Object.entries(env).filter(([name]) =>
      names.length > 0 ? names.includes(name) : !fixed.test(name),
    ),
  )
}

const splitAssignments = (
  operands: readonly string[],
): { assignments: Record<string, string>; command: readonly string[] } => {
  const first = operands.findIndex((operand) => !/^[A-Za-z_]\w*=/.test(operand))
  const count = first < 0 ? operands.length : first
  const pairs = operands.slice(0, count).map((each): [string, string] => {
    const at = each.indexOf('=')
    return [each.slice(0, at), each.slice(at + 1)]
  })
  return { assignments: Object.fromEntries(pairs), command: operands.slice(count) }
}

/** A login shell is given the words as they are, with what it would take for more than letters escaped, but for `$`. */
const forShell = (word: string): string => word.replace(/[^\w$-]/g, '\\$&')

interface Errand {
  readonly assignments: Readonly<Record<string, string>>
  readonly command: readonly string[]
  readonly stdin: Buffer | undefined
  readonly login: boolean
  readonly shell: boolean
}

const runAs = async (
  context: ShellContext,
  target: User,
  errand: Errand,
): Promise<CommandOutput> => {
  const { command, stdin } = errand
  const env = {
    TERM: 'unknown',
    ...kept(context.env),
    ...sudoEnvironment(context, target, errand),
    ...errand.assignments,
  }
  const shell = context.shell.child({
    user: target,
    env,
    ...(errand.login && { cwd: target.home }),
  })
  if (errand.login || errand.shell) {
    const text = command.map(forShell).join(' ')
    return shell.run({
      text: text || (stdin ?? context.stdinBytes).toString('utf8'),
      ...(stdin && { stdin }),
    })
  }
  const [name] = command
  // Only the time stamp was to be renewed, which needs no command.
  if (name === undefined) return {}
  const found = programFor(context, name)
  if (found === undefined) {
    if (name === 'cd') return { stderr: `sudo: cd: command not found\n${ofShell}`, exitCode: 1 }
    context.machine.reportUnknown(name, `sudo ${command.join(' ')}`)
    return { stderr: `sudo: ${name}: command not found\n`, exitCode: 1 }
  }
  return shell.launch(command, { ...(stdin && { stdin }), told: (each) => `sudo: ${each}` })
}

/** sudo's env_reset lets only these through. */
const kept = (env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) =>
      /^(LANG|LANGUAGE|LC_\w+|TERM|DISPLAY|COLORTERM)$/.test(name),
    ),
  )

const sudoEnvironment = (
  context: ShellContext,
  target: User,
  { command, login, shell }: Errand,
): Record<string, string> => {
  const [name = '', ...rest] = command
  const program = login || shell || name === '' ? '/bin/bash' : programFor(context, name)
  const words =
    login || shell ? (command.length > 0 ? ['-c', command.map(forShell).join(' ')] : []) : rest
  return {
    ...loginEnvironment(target),
    MAIL: `/var/mail/${target.name}`,
    PATH: rootPath,
    SUDO_USER: context.user.name,
    SUDO_UID: String(context.user.uid),
    SUDO_GID: String(context.user.gid),
    SUDO_COMMAND: [program ?? name, ...words].join(' '),
  }
}
