import { loginEnvironment } from '../environment'
import type { CommandOutput, ShellCommand, ShellContext, User } from '../types'
import { answerUsage, type Options, parseOptions } from './options'

const known = {
  flags: 'lmp',
  values: 'csugG',
  long: { command: 'c', login: 'l', shell: 's', user: 'u', group: 'g', 'supp-group': 'G' },
} as const

/** `-` alone is a login, too. */
const parsed = (name: string, args: readonly string[]): { options: Options; isLogin: boolean } => {
  const dash = args.indexOf('-')
  const isLogin = dash >= 0
  const rest = args.filter((_, at) => at !== dash)
  const options = parseOptions(name, rest, {
    ...known,
    untilOperand: rest.some((arg) => /^(-u|--user)/.test(arg)),
  })
  return { options, isLogin: isLogin || options.has('l') }
}

const readStdin = (args: readonly string[]): boolean =>
  !args.some((arg) => /^(-\w*[cu]|--command|--user)/.test(arg))

export const su: ShellCommand = {
  name: 'su',
  readStdin,
  run: (args, context) =>
    answerUsage(() => {
      const { options, isLogin } = parsed('su', args)
      return shellOf('su', options.operands[0] ?? 'root', options, isLogin, context)
    }),
}

/** `runuser -u USER [--] COMMAND…`, which starts no shell, and `runuser [-l] USER -c …`, as su does. */
export const runuser: ShellCommand = {
  name: 'runuser',
  path: '/usr/sbin/runuser',
  readStdin,
  run: (args, context) =>
    answerUsage(() => {
      const { options, isLogin } = parsed('runuser', args)
      const user = options.value('u')
      if (user === undefined)
        return shellOf('runuser', options.operands[0] ?? 'root', options, isLogin, context)
      const target = targetOf('runuser', user, context)
      if (isRefusal(target)) return target
      if (options.operands.length === 0)
        return { stderr: 'runuser: no command was specified\n', exitCode: 1 }
      const shell = context.shell.child({ user: target, env: context.env })
      return shell.launch(options.operands, {
        told: (each) => `runuser: failed to execute ${each}`,
      })
    }),
}

const isRefusal = (found: User | Refusal): found is Refusal => 'exitCode' in found

type Refusal = CommandOutput & { readonly exitCode: number }

/** The user that somebody is to become, or why he can't. */
function targetOf(name: string, wanted: string, { machine, user }: ShellContext): User | Refusal {
  const target = machine.users.find(wanted)
  if (name === 'runuser' && user.uid !== 0)
    return { stderr: 'runuser: may not be used by non-root users\n', exitCode: 1 }
  if (!target)
    return {
      stderr: `${name}: user ${wanted} does not exist or the user entry does not contain all the required fields\n`,
      exitCode: 1,
    }
  if (user.uid !== 0) return { stderr: 'Password: su: Authentication failure\n', exitCode: 1 }
  return target
}

function shellOf(
  name: string,
  wanted: string,
  options: Options,
  isLogin: boolean,
  context: ShellContext,
): CommandOutput | Promise<CommandOutput> {
  const target = targetOf(name, wanted, context)
  if (isRefusal(target)) return target
  const isShut = /(nologin|false)$/.test(target.shell ?? '')
  if (isShut && options.value('s') === undefined)
    return { stdout: 'This account is currently not available.\n', exitCode: 1 }
  const env = isLogin
    ? loginEnvironment(target)
    : { ...context.env, HOME: target.home, USER: target.name, LOGNAME: target.name }
  const shell = context.shell.child({ user: target, env, ...(isLogin && { cwd: target.home }) })
  return shell.run({ text: options.value('c') ?? context.stdinBytes.toString('utf8') })
}
