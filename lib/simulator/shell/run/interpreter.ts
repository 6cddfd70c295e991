import { absolute } from '../../file-system/paths'
import { Exit, Leave, Return, ShellError } from '../control-flow'
import { unreadableToDash } from '../dash'
import { refusedWrite } from '../refused-write'
import { type ShellState } from '../shell-state'
import { misreading } from '../misreading'
import { Killed, settled, type Steps } from '../steps'
import {
  type CommandNode,
  type Part,
  parseScript,
  type ScriptNode,
  type StatementNode,
  SyntaxError,
} from '../syntax'
import { bytesOf } from '../text'
import { Expander, type Substitutions } from '../words/expander'
import type { GivenArray } from './assignments'
import { runCompound } from './compound'
import { takeFunctions } from './exported-functions'
import { lastWords } from './last-words'
import { runInBackground, runList } from './lists'
import { Redirector } from './redirections'
import { runSimpleCommand } from './simple-command'
import { fileOf, outputOf } from './substitutions'
import { withRedirections } from './with-redirections'

/** After so many statements in one go others get a turn: an endless loop can still be killed. */
const breath = 200
let statementsInOneGo = 0

/** Runs what was read of a script, in one shell or subshell. */
export class Interpreter implements Substitutions {
  readonly words: Expander
  readonly redirector: Redirector
  /** The status of the last `$(…)` of the command that runs; undefined: it has none. */
  substituted: number | undefined
  /** What runs, as it stands in the script. */
  statementText = ''
  /** Arrays among the arguments of the command that runs, by name: `declare a=(…)`. */
  readonly arrays = new Map<string, GivenArray>()
  /** What is to be done when the command that runs has ended. */
  readonly afterwards: (() => Steps<void>)[] = []

  constructor(readonly state: ShellState) {
    this.words = new Expander(state, this)
    this.redirector = new Redirector(state, this.words)
    state.world.onSignal((signal) => this.#trapped(signal))
  }

  /** Runs a whole script to the end of its shell; the answer is the shell's exit status. */
  *script(text: string): Steps<number> {
    if (this.state.dialect === 'bash') takeFunctions(this.state)
    return yield* this.toItsEnd(() => this.read(text), text)
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
    // A line is read as a whole before any of it runs.
    const mistake = script.statements.find(({ deferredError }) => deferredError)?.deferredError
    if (mistake && !text.trim().includes('\n')) throw new SyntaxError(mistake.message, 1)
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
    const inner = this.inner(this.state.fork())
    inner.statementText = this.statementText
    change?.(inner.state)
    return yield* inner.toItsEnd(() => body(inner))
  }

  inner(state: ShellState): Interpreter {
    return new Interpreter(state)
  }

  *command(command: CommandNode): Steps<void> {
    if (command.type === 'SimpleCommand') return yield* runSimpleCommand(command, this)
    if (command.type === 'FunctionDef') {
      const { functions, source } = this.state
      functions.set(
        command.name,
        source === undefined ? command : { ...command, sourceFile: source },
      )
      this.state.status = 0
      return
    }
    yield* withRedirections(command.redirections, this, () => runCompound(command, this))
  }

  output(script: ScriptNode): Steps<string> {
    return outputOf(script, this)
  }

  file(part: Part<'ProcessSubstitution'>): Steps<string> {
    return fileOf(part, this)
  }

  /** Says something on the shell's own stderr, behind its name and the line. */
  complain(message: string): void {
    this.state.descriptors.stderr.write(bytesOf(`${this.state.errorPrefix}${message}\n`))
  }

  /** What a builtin prints; false where it can't be written, which is said: dash names the builtin twice, and no reason. */
  print(text: string | Buffer, name: string): boolean {
    const bytes = typeof text === 'string' ? bytesOf(text) : text
    const reason = refusedWrite(() => this.state.descriptors.stdout.write(bytes))
    if (reason !== undefined)
      this.complain(
        this.state.dialect === 'dash'
          ? `${name}: ${name}: I/O error`
          : `${name}: write error: ${reason}`,
      )
    return reason === undefined
  }

  path(name: string): string {
    return absolute(this.state.cwd, name)
  }

  /** A shell's whole life: what leaves its course ends here, and so do its open files. */
  *toItsEnd(body: () => Steps<void>, script = ''): Steps<number> {
    try {
      const status = yield* this.#ending(body, script)
      const deed = this.state.traps.get('EXIT')
      if (!deed) return status
      this.state.traps.delete('EXIT')
      this.state.status = status
      return yield* this.#ending(() => this.trap(deed), deed)
    } catch (error) {
      if (error instanceof Killed) yield* lastWords(this)
      throw error
    } finally {
      this.state.descriptors.closeAll()
    }
  }

  *#ending(body: () => Steps<void>, script: string): Steps<number> {
    try {
      yield* body()
      return this.state.status
    } catch (error) {
      if (error instanceof Exit || error instanceof Return) return error.status
      if (error instanceof Leave) return 0
      if (error instanceof SyntaxError) return this.#misread(error, script)
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

  #misread(error: SyntaxError, script: string): number {
    this.state.descriptors.stderr.write(bytesOf(misreading(error, script, this.state)))
    return 2
  }

  *#statement(statement: StatementNode): Steps<void> {
    if (statement.deferredError)
      throw new SyntaxError(statement.deferredError.message, this.state.line)
    if (++statementsInOneGo % breath === 0) yield* this.#breathe()
    if (statement.background) return runInBackground(statement, this)
    const around = this.statementText
    this.statementText = statement.sourceText ?? around
    try {
      yield* runList(statement, this)
    } finally {
      this.statementText = around
    }
    while (this.state.pending.length > 0) yield* this.trap(this.state.pending.shift() ?? '')
  }

  #trapped(signal: string): boolean {
    const deed = this.state.traps.get(signal)
    if (deed === undefined) return false
    if (deed !== '') this.state.pending.push(deed)
    return true
  }

  /** What `trap` set, which leaves the status as it was. */
  *trap(deed: string): Steps<void> {
    const { status } = this.state
    yield* this.read(deed)
    this.state.status = status
  }

  /** A command begins: it is known, with its line, and what is trapped for each one is done. */
  *begin(command: CommandNode): Steps<void> {
    const { state } = this
    if (state.inTrap) return
    if (command.line) state.line = command.line
    state.command = command
    if (state.traps.has('DEBUG')) yield* this.event('DEBUG')
  }

  /** A command is about to run, has failed, a function has ended: what is trapped for that is done. */
  *event(name: 'DEBUG' | 'ERR' | 'RETURN'): Steps<void> {
    const deed = this.state.traps.get(name)
    if (!deed || this.state.inTrap) return
    this.state.inTrap = true
    try {
      yield* this.trap(deed)
    } finally {
      this.state.inTrap = false
    }
  }

  *#breathe(): Steps<void> {
    yield* settled(new Promise(setImmediate))
    if (this.state.world.signal.aborted) throw new Killed()
  }
}
