import type { CommandOutput, ShellCommand, ShellContext, User } from '../types'
import { loginEnvironment, rootPath } from '../environment'
import { absolute } from '../../file-system/paths'
import { parseOptions, answerUsage } from './options'
import { quote } from './running'
import { authenticate } from './sudo-password'

const sudoOptions = {
  flags: 'nSisHEkvbKAl',
  values: 'ugpCDhUrt',
  long: {
    'non-interactive': 'n',
    stdin: 'S',
    login: 'i',
    shell: 's',
    'set-home': 'H',
    'preserve-env': 'E',
    user: 'u',
    prompt: 'p',
    validate: 'v',
    'reset-timestamp': 'k',
    list: 'l',
  },
  untilOperand: true,
}

export const sudo: ShellCommand = {
  name: 'sudo',
  readStdin: (args) => {
    const { operands, has } = parseOptions('sudo', args, sudoOptions)
    return has('S') || ((has('i') || has('s')) && operands.length === 0)
  },
  run: (args, context) =>
    answerUsage(async () => {
      const options = parseOptions('sudo', args, sudoOptions)
      const target = context.machine.users.find((options.value('u') ?? 'root').replace(/^#/, ''))
      if (!target) {
        return {
          stderr: `sudo: unknown user ${options.value('u')}\nsudo: error initializing audit plugin sudoers_audit\n`,
          exitCode: 1,
        }
      }
      const entry = authenticate(context, options.has('n'), options.has('S'), options.value('p'))
      if (entry.refusal) return entry.refusal

      const { assignments, command } = splitAssignments(options.operands)
      const result = await runAs(context, target, {
        assignments,
        command,
        stdin: entry.rest,
        login: options.has('i'),
        shell: options.has('s'),
        idle: options.has('v') || options.has('l'),
      })
      return { ...result, stderr: entry.prompts + (result.stderr ?? '') }
    }),
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

interface Errand {
  readonly assignments: Readonly<Record<string, string>>
  readonly command: readonly string[]
  readonly stdin: Buffer | undefined
  readonly login: boolean
  readonly shell: boolean
  readonly idle: boolean
}

const runAs = async (
  context: ShellContext,
  target: User,
  errand: Errand,
): Promise<CommandOutput> => {
  const { command, stdin } = errand
  const env = {
    ...kept(context.env),
    ...sudoEnvironment(context.user, target, command),
    ...errand.assignments,
  }
  const shell = context.shell.child({
    user: target,
    env,
    ...(errand.login && { cwd: target.home }),
  })
  if (errand.login || errand.shell) {
    const text = command.map(quote).join(' ')
    return shell.run({
      text: text || (stdin ?? context.stdinBytes).toString('utf8'),
      ...(stdin && { stdin }),
    })
  }
  const [name] = command
  if (name === undefined) {
    return errand.idle
      ? {}
      : {
          stderr:
            'usage: sudo -h | -K | -k | -V\nusage: sudo [-AbEHknPS] [-u user] [VAR=value] [command [arg ...]]\n',
          exitCode: 1,
        }
  }
  if (!executableExists(context, name)) {
    context.machine.reportUnknown(name, `sudo ${command.join(' ')}`)
    return { stderr: `sudo: ${name}: command not found\n`, exitCode: 1 }
  }
  return shell.launch(command, { ...(stdin && { stdin }), told: (each) => `sudo: ${each}` })
}

const executableExists = ({ machine, cwd }: ShellContext, name: string): boolean =>
  name.includes('/')
    ? machine.fs.exists(absolute(cwd, name))
    : rootPath.split(':').some((directory) => machine.fs.exists(`${directory}/${name}`))

/** sudo's env_reset lets only these through. */
const kept = (env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) =>
      /^(LANG|LANGUAGE|LC_\w+|TERM|DISPLAY|COLORTERM)$/.test(name),
    ),
  )

const sudoEnvironment = (
  caller: User,
  target: User,
  command: readonly string[],
): Record<string, string> => ({
  ...loginEnvironment(target),
  PATH: rootPath,
  SUDO_USER: caller.name,
  SUDO_UID: String(caller.uid),
  SUDO_GID: String(caller.gid),
  SUDO_COMMAND: command.join(' '),
})

export const su: ShellCommand = {
  name: 'su',
  readStdin: (args) => !args.some((arg) => /^(-\w*c|--command)/.test(arg)),
  run: (args, context) =>
    answerUsage(async () => {
      const login = args.includes('-')
      const { operands, has, value } = parseOptions(
        'su',
        args.filter((arg) => arg !== '-'),
        {
          flags: 'lmp',
          values: 'cs',
          long: { command: 'c', login: 'l', shell: 's' },
        },
      )
      const target = context.machine.users.find(operands[0] ?? 'root')
      if (!target)
        return {
          stderr: `su: user ${operands[0]} does not exist or the user entry does not contain all the required fields\n`,
          exitCode: 1,
        }
      if (context.user.uid !== 0)
        return { stderr: 'Password: su: Authentication failure\n', exitCode: 1 }
      const fresh = login || has('l')
      const env = fresh
        ? loginEnvironment(target)
        : { ...context.env, HOME: target.home, USER: target.name, LOGNAME: target.name }
      const shell = context.shell.child({ user: target, env, ...(fresh && { cwd: target.home }) })
      return shell.run({ text: value('c') ?? context.stdinBytes.toString('utf8') })
    }),
}
