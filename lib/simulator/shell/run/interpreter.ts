import { absolute } from '../../machine/paths'
import { Exit, Leave, Return, ShellError } from '../control-flow'
import { unreadableToDash } from '../dash'
import { Collected, Readable } from '../open-file'
import { type ShellState } from '../shell-state'
import { Killed, settled, type Steps } from '../steps'
import {
  type CommandNode,
  onlyCommandOf,
  type Part,
  parseScript,
  type PipelineNode,
  type ScriptNode,
  type StatementNode,
  SyntaxError,
} from '../syntax'
import { bytesOf, textOf } from '../text'
import type { NamedPipe } from '../world'
import { Expander, type Substitutions } from '../words/expander'
import { runCompound } from './compound'
import { Redirector } from './redirections'
import { runSimpleCommand } from './simple-command'
import { redirected, withRedirections } from './with-redirections'

/** After so many statements in one go others get a turn: an endless loop can still be killed. */
const breath = 200
let statementsInOneGo = 0

/** Runs what was read of a script, in one shell or subshell. */
export class Interpreter implements Substitutions {
  readonly words: Expander
  readonly redirector: Redirector
  /** The status of the last `$(…)` of the command that runs; undefined: it has none. */
  substituted: number | undefined
  /** What is to be done when the command that runs has ended. */
  readonly afterwards: (() => Steps<void>)[] = []

  constructor(readonly state: ShellState) {
    this.words = new Expander(state, this)
    this.redirector = new Redirector(state, this.words)
    state.world.onSignal((signal) => this.#trapped(signal))
  }

  /** Runs a whole script to the end of its shell; the answer is the shell's exit status. */
  *script(text: string): Steps<number> {
    return yield* this.toItsEnd(() => this.read(text))
  }

  /** Runs a text here: `eval`, `.`, the script itself. */
  *read(text: string): Steps<void> {
    if (text.trim() === '') {
      this.state.status = 0
      return
    }
    const script = parseScript(text)
    const unreadable = this.state.dialect === 'dash' ? unreadableToDash(script) : undefined
    if (unreadable !== undefined) throw new SyntaxError(unreadable, 1)
    yield* this.statements(script.statements)
  }

  *statements(statements: readonly StatementNode[]): Steps<void> {
    for (const statement of statements) {
      if (this.state.options.has('noexec')) return
      yield* this.#statement(statement)
    }
  }

  /** A condition's: `-e` spares it. */
  *tested(statements: readonly StatementNode[]): Steps<boolean> {
    this.state.spared++
    try {
      yield* this.statements(statements)
    } finally {
      this.state.spared--
    }
    return this.state.status === 0
  }

  /** A subshell that this one waits for. */
  *subshell(
    body: (inner: Interpreter) => Steps<void>,
    change?: (state: ShellState) => void,
  ): Steps<number> {
    const inner = new Interpreter(this.state.fork())
    change?.(inner.state)
    return yield* inner.toItsEnd(() => body(inner))
  }

  *command(command: CommandNode): Steps<void> {
    if (command.type === 'SimpleCommand') return yield* runSimpleCommand(command, this)
    if (command.type === 'FunctionDef') {
      this.state.functions.set(command.name, command)
      this.state.status = 0
      return
    }
    yield* withRedirections(command.redirections, this, () => runCompound(command, this))
  }

  *output(script: ScriptNode): Steps<string> {
    const read = onlyCommandOf(script)
    if (read?.type === 'SimpleCommand' && read.name === null && read.assignments.length === 0)
      return yield* this.#fileContent(read.redirections)
    const out = new Collected()
    this.substituted = yield* this.subshell(
      (inner) => inner.statements(script.statements),
      (state) => {
        state.descriptors.set(1, out)
        if (state.dialect === 'bash') state.options.switch('errexit', false)
        else state.spared = 0
      },
    )
    if (this.state.dialect === 'bash') this.state.status = this.substituted
    return withoutLastNewlines(out.text)
  }

  *file({ body, direction }: Part<'ProcessSubstitution'>): Steps<string> {
    const content = new Collected()
    if (direction === 'input')
      yield* this.subshell(
        (inner) => inner.statements(body.statements),
        (state) => state.descriptors.set(1, content),
      )
    const pipe = this.state.world.namedPipe(content.bytes)
    this.afterwards.push(() => this.#afterPipe(pipe, direction === 'output' ? body : undefined))
    return pipe.path
  }

  /** Says something on the shell's own stderr, behind its name and the line. */
  complain(message: string): void {
    this.state.descriptors.stderr.write(bytesOf(`${this.state.errorPrefix}${message}\n`))
  }

  /** What a builtin prints; false where it can't be written, which is said. */
  print(text: string | Buffer, name: string): boolean {
    return this.write(text, name, `${this.state.errorPrefix}${name}`)
  }

  write(text: string | Buffer, name: string, asNamed = name): boolean {
    if (text.length === 0) return true
    try {
      this.state.descriptors.stdout.write(typeof text === 'string' ? bytesOf(text) : text)
      return true
    } catch (error) {
      const { reason } = error as { reason?: string }
      if (reason === undefined) throw error
      this.state.descriptors.stderr.write(bytesOf(`${asNamed}: write error: ${reason}\n`))
      return false
    }
  }

  path(name: string): string {
    return absolute(this.state.cwd, name)
  }

  /** A shell's whole life: what leaves its course ends here, and so do its open files. */
  *toItsEnd(body: () => Steps<void>): Steps<number> {
    try {
      const status = yield* this.#ending(body)
      const deed = this.state.traps.get('EXIT')
      if (!deed) return status
      this.state.traps.delete('EXIT')
      this.state.status = status
      return yield* this.#ending(() => this.#trap(deed))
    } finally {
      this.state.descriptors.closeAll()
    }
  }

  *#ending(body: () => Steps<void>): Steps<number> {
    try {
      yield* body()
      return this.state.status
    } catch (error) {
      if (error instanceof Exit || error instanceof Return) return error.status
      if (error instanceof Leave) return 0
      if (error instanceof SyntaxError) return this.#misread(error)
      if (error instanceof RangeError) return this.#nestedTooDeeply()
      if (!(error instanceof ShellError)) throw error
      this.complain(error.message)
      return error.status
    }
  }

  /** Where the real shells run out of memory. */
  #nestedTooDeeply(): number {
    this.complain('maximum function nesting level exceeded')
    return 1
  }

  /** Whoever reads what was written to `>(…)` runs when all is written. */
  *#afterPipe(pipe: NamedPipe, reader: ScriptNode | undefined): Steps<void> {
    const written = pipe.remove()
    if (!reader) return
    yield* this.subshell(
      (inner) => inner.statements(reader.statements),
      (state) => state.descriptors.set(0, new Readable(written)),
    )
  }

  #misread({ message, line }: SyntaxError): number {
    this.state.line = line
    this.complain(message)
    return 2
  }

  *#fileContent(redirections: CommandNode['redirections']): Steps<string> {
    const descriptors = this.state.descriptors.copy()
    try {
      yield* this.redirector.apply(redirections, descriptors)
      this.substituted = 0
      return withoutLastNewlines(textOf(descriptors.stdin.readAll()))
    } catch (error) {
      if (!(error instanceof ShellError)) throw error
      this.complain(error.message)
      this.substituted = 1
      return ''
    } finally {
      descriptors.closeAll()
    }
  }

  *#statement(statement: StatementNode): Steps<void> {
    if (statement.deferredError)
      throw new SyntaxError(statement.deferredError.message, this.state.line)
    if (++statementsInOneGo % breath === 0) yield* this.#breathe()
    if (statement.background) return this.#background(statement)
    yield* this.list(statement)
    while (this.state.pending.length > 0) yield* this.#trap(this.state.pending.shift() ?? '')
  }

  /** Pipelines with `&&` and `||` between them. */
  *list({ pipelines, operators }: StatementNode): Steps<void> {
    const { state } = this
    for (const [index, pipeline] of pipelines.entries()) {
      const operator = operators[index - 1]
      if (operator === '&&' ? state.status !== 0 : operator === '||' && state.status === 0) continue
      const isLast = index === pipelines.length - 1
      const spared = !isLast || pipeline.negated
      if (spared) state.spared++
      try {
        yield* this.#pipeline(pipeline)
      } finally {
        if (spared) state.spared--
      }
      if (state.status !== 0 && !spared && state.spared === 0 && mayEndShell(pipeline))
        yield* this.#failed()
    }
  }

  *#failed(): Steps<void> {
    const { state } = this
    const deed = state.traps.get('ERR')
    if (deed) yield* this.#trap(deed)
    if (state.options.has('errexit')) throw new Exit(state.status)
  }

  *#pipeline(pipeline: PipelineNode): Steps<void> {
    const { state } = this
    const { commands, negated, timed } = pipeline
    const from = performance.now()
    const [only] = commands
    if (only && commands.length === 1) {
      yield* this.command(only)
      state.pipeStatus = [state.status]
    } else yield* this.#piped(pipeline)
    if (negated) state.status = state.status === 0 ? 1 : 0
    if (timed) state.descriptors.stderr.write(bytesOf(timeUsed(performance.now() - from)))
  }

  *#piped({ commands, pipeStderr }: PipelineNode): Steps<void> {
    const { state } = this
    const statuses: number[] = []
    let input: Collected | undefined
    for (const [index, command] of commands.entries()) {
      const output = index < commands.length - 1 ? new Collected() : undefined
      const from = input
      const status = yield* this.subshell(
        (inner) => inner.command(command),
        ({ descriptors }) => {
          if (from) descriptors.set(0, new Readable(from.bytes))
          if (output) descriptors.set(1, output)
          if (output && pipeStderr?.[index]) descriptors.set(2, output)
        },
      )
      statuses.push(status)
      input = output
    }
    state.pipeStatus = statuses
    const last = state.options.has('pipefail')
      ? statuses.findLast((each) => each !== 0)
      : statuses.at(-1)
    state.status = last ?? 0
  }

  #background(statement: StatementNode): void {
    const { state } = this
    const text = statement.sourceText ?? 'sh'
    const descriptors = state.descriptors
    const job = state.world.start(text, descriptors, (world) => {
      const inner = new Interpreter(state.fork(world))
      inner.state.descriptors.set(0, new Readable(Buffer.alloc(0)))
      return inner.toItsEnd(() => inner.#alone(statement))
    })
    state.jobs.set(job.pid, job)
    state.lastJob = job.pid
    state.status = 0
  }

  /** `command > file &`: nobody but the command itself has what it prints to open. */
  *#alone(statement: StatementNode): Steps<void> {
    const command = onlyCommandOf({ statements: [{ ...statement, background: false }] })
    if (!command || command.type === 'FunctionDef') return yield* this.list(statement)
    if (yield* redirected(command.redirections, this))
      yield* this.command({ ...command, redirections: [] })
  }

  #trapped(signal: string): boolean {
    const deed = this.state.traps.get(signal)
    if (deed === undefined) return false
    if (deed !== '') this.state.pending.push(deed)
    return true
  }

  *#trap(deed: string): Steps<void> {
    const { status } = this.state
    yield* this.read(deed)
    this.state.status = status
  }

  *#breathe(): Steps<void> {
    yield* settled(new Promise(setImmediate))
    if (this.state.world.signal.aborted) throw new Killed()
  }
}

/** Compound commands but for subshells have commands in them that end the shell themselves, or are spared. */
const mayEndShell = ({ commands }: PipelineNode): boolean =>
  commands.length > 1 ||
  ['SimpleCommand', 'Subshell', 'ConditionalCommand', 'ArithmeticCommand'].includes(
    commands[0]?.type ?? '',
  )

const withoutLastNewlines = (text: string): string => {
  let end = text.length
  while (text[end - 1] === '\n') end--
  return text.slice(0, end).replaceAll('\0', '')
}

const timeUsed = (ms: number): string => {
  const shown = (each: number): string =>
    `${Math.floor(each / 60_000)}m${((each % 60_000) / 1000).toFixed(3)}s`
  return `\nreal\t${shown(ms)}\nuser\t${shown(ms)}\nsys\t${shown(0)}\n`
}
