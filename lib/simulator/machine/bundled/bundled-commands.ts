import { type Command, type ExecResult as BundledResult, justBash } from '../../shell/just-bash'
import { textOf } from '../../shell/text'
import { BundledFiles } from './bundled-files'
import { quote } from '../commands/running'
import type { ExecResult, ShellContext } from '../types'

/** What a Debian has and is not ours to write: the commands of just-bash that do what the real ones do. */
export const bundledCommands: readonly string[] =
  'echo printf pwd strings printenv true false clear time file gzip gunzip zcat'.split(' ')

let table: ReadonlyMap<string, Command> | undefined

const bundledCommand = (name: string): Command => {
  // It hands the commands themselves out in no other way.
  const { Bash } = justBash()
  table ??= Reflect.get(new Bash({ files: {} }), 'commands') as ReadonlyMap<string, Command>
  const command = table.get(name)
  if (!command) throw new Error(`just-bash has no ${name} of its own.`)
  return command
}

/** Runs one of just-bash's commands on a machine. */
export const runBundled = async (
  name: string,
  args: readonly string[],
  context: ShellContext,
): Promise<ExecResult> => {
  const { latin1FromBytes, stdoutAsBytes } = justBash()
  const files = new BundledFiles(context.fs)
  const result = await bundledCommand(name).execute([...args], bundledContext(files, context))
  return {
    stdout: textOf(Buffer.from(latin1FromBytes(stdoutAsBytes(result)), 'latin1')),
    stderr: withReasons(result.stderr, files.refused),
    exitCode: result.exitCode,
  }
}

type BundledContext = ReturnType<ReturnType<typeof justBash>['createCommandContext']>

const bundledContext = (files: BundledFiles, context: ShellContext): BundledContext => {
  const { createCommandContext, unsafeBytesFromLatin1 } = justBash()
  const own: BundledContext = createCommandContext({
    fs: files,
    cwd: context.cwd,
    env: new Map(Object.entries(context.env)),
    exportedEnv: { ...context.env },
    // Some run further commands.
    exec: (command, { cwd, env, stdin, args = [] }): Promise<BundledResult> =>
      context.shell.child({ cwd, env: { ...context.env, ...env }, descriptors: undefined }).run({
        text: [command, ...args.map(quote)].join(' '),
        ...(stdin !== undefined && { stdin: Buffer.from(stdin, 'latin1') }),
      }),
  })
  // Reading consumes the input of the calling script: only a command that asks for it reads. Some ask more than once.
  let stdin: BundledContext['stdin'] | undefined
  return Object.defineProperty({ ...own }, 'stdin', {
    get: () => (stdin ??= unsafeBytesFromLatin1(context.stdinBytes.toString('latin1'))),
    enumerable: true,
  })
}

/** just-bash words every refusal as "No such file". */
const withReasons = (stderr: string, refused: ReadonlyMap<string, string>): string =>
  refused.size === 0
    ? stderr
    : stderr.replace(
        /^(.*?)([^\s:']+)('?): No such file or directory$/gm,
        (line, before: string, path: string, quote: string) => {
          const reason = [...refused].find(
            ([full]) => full === path || full.endsWith(`/${path}`),
          )?.[1]
          return reason ? `${before}${path}${quote}: ${reason}` : line
        },
      )
