import {
  Bash,
  type CommandName,
  defineCommand,
  getCommandNames,
  latin1FromBytes,
  parse,
  type ScriptNode,
} from 'just-bash'
import type { BashFileSystem } from './bash-file-system'
import { openMark, prepared, preparedScript } from './preparing'
import { Recent } from './recent'
import type { CommandOutput, Dialect, ExecResult, ShellCommand } from './types'

/** What one command line of a script gives its command. */
export interface BashInvocation {
  readonly args: readonly string[]
  readonly cwd: string
  /** Exported variables only, as a child process sees them. */
  readonly env: Readonly<Record<string, string>>
  /** Reading it consumes the input: `while read` loops around a command that doesn't read go on. */
  readonly stdin: () => Buffer
  readonly signal: AbortSignal
  /** Sets a variable of the calling shell. */
  readonly assign: (name: string, value: string) => Promise<void>
  /** just-bash's own command of this name, with its input not yet read. */
  readonly original: (args: readonly string[]) => Promise<ExecResult>
}

/** A command under a name that it is called by. */
export type BashCommand = readonly [name: string, command: ShellCommand]

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
  readonly commands: readonly BashCommand[]
  readonly invoke: (
    command: ShellCommand,
    name: string,
    invocation: BashInvocation,
  ) => Promise<CommandOutput>
  /** Where a command stands that PATH finds outside /usr/bin. */
  readonly elsewhere: (name: string) => string | undefined
}

const trees = new Recent<{ readonly ast: ScriptNode | undefined }>(200)

/** The syntax tree, to look at only; undefined when the script can't be parsed. */
export const parseScript = (script: string): ScriptNode | undefined =>
  (trees.get(script) ?? trees.keep(script, { ast: parsed(script) })).ast

const parsed = (script: string): ScriptNode | undefined => {
  try {
    return parse(script)
  } catch {
    return undefined
  }
}

/** The names of just-bash's own commands. */
export const bundledCommands: ReadonlySet<string> = new Set(getCommandNames())

/** Undo scripts poll for minutes; an endless loop must still end some day. */
const limits = {
  maxExecutionTimeMs: 3_600_000,
  maxCommandCount: 2_000_000,
  maxLoopIterations: 500_000,
}

/** Runs a script in a shell of its own. A script that can't be parsed exits 2, as bash does. */
export const runBash = async (run: BashRun): Promise<ExecResult> => {
  const bash = new Bash({
    fs: run.files,
    env: { ...positional(run), ...run.env, PWD: run.cwd },
    cwd: run.cwd,
    commands: run.commands
      .map(([name]) => name)
      .filter((name) => bundledCommands.has(name)) as CommandName[],
    customCommands: run.commands
      .filter(([, { bare }]) => !bare)
      .map((command) => toCustomCommand(command, run)),
    executionLimits: limits,
    defenseInDepth: false,
    processInfo: { pid: run.pid, ppid: run.pid - 1, uid: run.uid, gid: run.uid },
  })
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
  try {
    return polish(
      await bash.exec(script, { rawScript: true, stdin, stdinKind: 'bytes', signal: run.signal }),
      run,
    )
  } catch (error) {
    if (run.signal.aborted) return { stdout: '', stderr: '', exitCode: 143 }
    return { stdout: '', stderr: `bash: line 1: ${(error as Error).message}\n`, exitCode: 1 }
  }
}

/** just-bash gives every shell a HOME and an OLDPWD, also one that has none. */
const withoutGifts = (script: ScriptNode, { env }: BashRun): ScriptNode => {
  const given = ['HOME', 'OLDPWD'].filter((name) => env[name] === undefined)
  const { statements } = parse(`unset ${given.join(' ')}`)
  return given.length === 0
    ? script
    : { ...script, statements: [...statements, ...script.statements] }
}

const positional = ({ argv0, args }: BashRun): Record<string, string> => ({
  '0': argv0,
  '#': String(args.length),
  '@': args.join(' '),
  '*': args.join(' '),
  ...Object.fromEntries(args.map((arg, index) => [String(index + 1), arg])),
})

const toCustomCommand = (
  [name, command]: BashCommand,
  { files, invoke }: BashRun,
): ReturnType<typeof defineCommand> =>
  defineCommand(name, async (args, ctx) => {
    const output = await files.duringCommand(() =>
      invoke(command, name, {
        args,
        cwd: ctx.cwd,
        env: ctx.exportedEnv ?? {},
        stdin: () => Buffer.from(latin1FromBytes(ctx.stdin), 'latin1'),
        signal: ctx.signal ?? new AbortController().signal,
        assign: async (name, value) => ctx.assignShellVariable?.(name, value),
        original: async (own) => {
          if (!ctx.origCommand) throw new Error(`just-bash has no ${name} of its own.`)
          return ctx.origCommand([...own])
        },
      }),
    )
    const stderr = withReasons(output.stderr ?? '', files.refused)
    return { stdout: output.stdout ?? '', stderr, exitCode: output.exitCode ?? 0 }
  })

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
