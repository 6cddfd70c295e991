import { Bash, type Command, latin1FromBytes, type ScriptNode } from 'just-bash'
import type { BashFileSystem } from './bash-file-system'
import { bundledCommand } from './bundled-commands'
import type { CommandLine } from './invocation'
import { openMark, prepared, preparedScript } from './preparing'
import { parseScript } from './script'
import type { CommandOutput, Dialect, ExecResult, ShellCommand } from './types'

export interface BashRun {
  readonly dialect: Dialect
  readonly files: BashFileSystem
  readonly script: string
  readonly argv0: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly stdin: Buffer
  readonly signal: AbortSignal
  readonly uid: number
  readonly pid: number
  /** The command that is called by this name; undefined for one that the machine doesn't have. */
  readonly called: (name: string) => ShellCommand | undefined
  readonly invoke: (
    command: ShellCommand,
    args: readonly string[],
    line: CommandLine,
  ) => Promise<CommandOutput>
  /** Where a command stands that PATH finds outside /usr/bin. */
  readonly elsewhere: (name: string) => string | undefined
}

/** Undo scripts poll for minutes; an endless loop must still end some day. No deadline: it is a timer for each command. */
const limits = {
  maxExecutionTimeMs: Infinity,
  maxCommandCount: 2_000_000,
  maxLoopIterations: 500_000,
}

/** Runs a script in a shell of its own. A script that can't be parsed exits 2, as bash does. */
export const runBash = async (run: BashRun): Promise<ExecResult> => {
  const bash = new Bash({
    fs: run.files,
    env: { ...positional(run), ...run.env, PWD: run.cwd },
    cwd: run.cwd,
    commands: [],
    executionLimits: limits,
    defenseInDepth: false,
    processInfo: { pid: run.pid, ppid: run.pid - 1, uid: run.uid, gid: run.uid },
  })
  // Its own table would have to be filled for each shell, with all that is installed.
  Object.defineProperty(bash, 'commands', { value: new CommandTable(run) })
  let whole = preparedScript(run.script, run)
  const script = whole ? ':' : run.script
  bash.registerTransformPlugin({
    name: 'prepare',
    transform({ ast }) {
      // The whole script comes first, then what bundled commands (xargs, find -exec) run.
      const ready = whole ? withoutGifts(whole, run) : prepared(ast, run)
      whole = undefined
      return { ast: ready }
    },
  })
  const stdin = run.stdin.toString('latin1')
  const ended = bash.exec(script, { rawScript: true, stdin, stdinKind: 'bytes' }).then(
    (result) => polish(result, run),
    (error: Error) => ({
      stdout: '',
      stderr: `bash: line 1: ${error.message}\n`,
      exitCode: 1,
    }),
  )
  return unlessKilled(ended, run.signal)
}

/**
 * A killed shell says nothing more; its commands and its files see to it that it does nothing more, either. just-bash is not
 * told of the signal: it would give each command one of its own, which costs more than most commands do.
 */
const unlessKilled = async (
  ended: Promise<ExecResult>,
  signal: AbortSignal,
): Promise<ExecResult> => {
  let die = (): void => undefined
  const killed = new Promise<ExecResult>((resolve) => {
    die = () => resolve({ stdout: '', stderr: '', exitCode: 143 })
    if (signal.aborted) die()
  })
  signal.addEventListener('abort', die)
  try {
    return await Promise.race([ended, killed])
  } finally {
    signal.removeEventListener('abort', die)
  }
}

/** just-bash gives every shell a HOME and an OLDPWD, also one that has none. */
const withoutGifts = (script: ScriptNode, { env }: BashRun): ScriptNode => {
  const given = ['HOME', 'OLDPWD'].filter((name) => env[name] === undefined)
  const unset = given.length === 0 ? undefined : parseScript(`unset ${given.join(' ')}`)
  return unset ? { ...script, statements: [...unset.statements, ...script.statements] } : script
}

const positional = ({ argv0, args }: BashRun): Record<string, string> => ({
  '0': argv0,
  '#': String(args.length),
  '@': args.join(' '),
  '*': args.join(' '),
  ...Object.fromEntries(args.map((arg, index) => [String(index + 1), arg])),
})

/** What just-bash asks for the command of a name, each time that one is called. */
class CommandTable {
  constructor(private readonly run: BashRun) {}

  get(name: string): Command | undefined {
    const command = this.run.called(name)
    if (!command) return undefined
    const execute: Command['execute'] = command.bare
      ? (args, ctx) => bundledCommand(name).execute(args, ctx)
      : (args, ctx) => runCommand(command, name, args, ctx, this.run)
    return { name, trusted: false, execute }
  }

  has(name: string): boolean {
    return this.run.called(name) !== undefined
  }

  *keys(): Iterable<string> {}
}

type CommandContext = Parameters<Command['execute']>[1]

const runCommand = async (
  command: ShellCommand,
  name: string,
  args: readonly string[],
  ctx: CommandContext,
  { files, invoke, signal }: BashRun,
): Promise<ExecResult> => {
  const output = await files.duringCommand(() =>
    invoke(command, args, {
      cwd: ctx.cwd,
      env: ctx.exportedEnv ?? {},
      executable: files.executable(name),
      stdin: () => Buffer.from(latin1FromBytes(ctx.stdin), 'latin1'),
      assign: async (variable, value) => ctx.assignShellVariable?.(variable, value),
      original: (own) => bundledCommand(name).execute([...own], ctx),
    }),
  )
  // The dead don't go on.
  if (signal.aborted) await new Promise(() => undefined)
  const stderr = withReasons(output.stderr ?? '', files.refused)
  return { stdout: output.stdout ?? '', stderr, exitCode: output.exitCode ?? 0 }
}

/** Words just-bash's errors as bash or dash do, and tells refusals from files that aren't there. */
const polish = (result: ExecResult, { script, files, argv0, dialect }: BashRun): ExecResult => {
  const unmarked = result.stderr
    .replaceAll(openMark, '')
    .replace(/^bash: execution aborted\n$/m, '')
  const stderr = unmarked.replace(/^bash: (?!line \d+: )(.*)$/gm, (_, text: string) => {
    const what = text.replace(/: cannot open redirect target$/, ': No such file or directory')
    const line = lineOf(script, what)
    if (dialect === 'bash') return `${argv0}: line ${line}: ${what}`
    return `${argv0}: ${line}: ${what.replace(/: command not found$/, ': not found')}`
  })
  // bash -c ends with 127 at an unset variable, but with 1 where -e holds as well.
  const unbound =
    /^bash: [^\s:]+: unbound variable\n$/m.test(lastLine(unmarked)) && !/\bset -\w*e/.test(script)
  const exitCode = unbound ? 127 : result.exitCode
  return { stdout: result.stdout, stderr: withReasons(stderr, files.refused), exitCode }
}

const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n', text.length - 2) + 1)

const lineOf = (script: string, message: string): number => {
  const subject = message.split(':')[0] ?? ''
  const index = script.split('\n').findIndex((line) => line.includes(subject))
  return Math.max(index, 0) + 1
}

const withReasons = (stderr: string, refused: ReadonlyMap<string, string>): string =>
  stderr.replace(
    /^(.*?)([^\s:']+)('?): No such file or directory$/gm,
    (line, before: string, path: string, quote: string) => {
      const reason = [...refused].find(([full]) => full === path || full.endsWith(`/${path}`))?.[1]
      return reason ? `${before}${path}${quote}: ${reason}` : line
    },
  )
