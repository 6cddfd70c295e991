import { type Change } from './change'
import { type Journal } from '../lifecycle/journal/journal'
import { NotArmed, notArmedExitCode } from './not-armed'
import { redacted } from '../redaction/redacted'
import { Secret, type MachineSpec } from '../testbed/testbed'
import { systemClock } from '../wait/clock'
import { seconds, type Milliseconds } from '../wait/duration'
import { type Command } from './command'
import { CommandError, type CommandResult, CommandTimedOut, shortened } from './command-error'
import { Connection, type ExecOutput } from './connection/connection'
import { Forward } from './connection/forward'
import { lineListener } from './line-listener'
import { insistOnRoot, rootProbe } from './root-probe'
import { untilStdinEnds, wireScript } from './wire-script'

export { type CommandResult } from './command-error'

export interface RunOptions {
  readonly stdin?: string | Buffer | Secret
  /** The command is stopped on the machine after that long. */
  readonly within?: Milliseconds
  /** Aborting ends the call, not the command: give a command that may hang `within`, too. */
  readonly signal?: AbortSignal
  /** Hears the lines of stdout as they come. */
  readonly onLine?: (line: string) => void
}

/** Beyond `within`: for `timeout` to kill what ignores its TERM, and for the answer to arrive. */
const grace = seconds(15)

/**
 * A machine of the testbed over one SSH connection, in three verbs: `run`, `attempt`, `change`; `follow` listens to a program
 * that goes on. Connects when first used, and again when the connection was lost.
 */
export class Host implements AsyncDisposable {
  readonly #connection: Connection
  /** Where changes are recorded; opening a `Journal` on this host sets it. */
  journal: Journal | undefined

  constructor(
    readonly spec: MachineSpec,
    { knownHosts }: { readonly knownHosts: string },
  ) {
    this.#connection = new Connection(spec, knownHosts)
  }

  /** Hears that the connection broke; one listener. The next command connects again. */
  set onConnectionLost(listener: () => void) {
    this.#connection.onLost = listener
  }

  /** `vmhost`, or the DUT's name. */
  get name(): string {
    return this.spec.name
  }

  /** `roundTrips`: exec channels opened so far. */
  get counters(): { readonly roundTrips: number } {
    return { roundTrips: this.#connection.roundTrips }
  }

  /**
   * Logs in and sees that commands for root are root's.
   * @throws HostUnreachable, HostKeyMismatch, HostKeyUnknown, LoginRefused, SudoRefused
   */
  async connect(): Promise<void> {
    await this.#connection.open()
    const { line, stdin } = rootProbe(this.spec)
    insistOnRoot(this.spec, await this.#connection.exec(line, { stdin }))
  }

  /** Insists on exit code 0. @throws CommandError, CommandTimedOut, ConnectionLost */
  async run(command: Command, options: RunOptions = {}): Promise<CommandResult> {
    const result = await this.attempt(command, options)
    if (result.exitCode !== 0) throw new CommandError(...this.#evidence(command, result))
    return result
  }

  /** Any exit code is an answer. @throws CommandTimedOut, ConnectionLost */
  async attempt(command: Command, options: RunOptions = {}): Promise<CommandResult> {
    const { within } = options
    const started = systemClock.now()
    const elapsed = (): Milliseconds => systemClock.now() - started
    const output = await this.#exec(command, options)
    const result = { ...(output ?? { stdout: '', stderr: '', exitCode: 124 }), ms: elapsed() }
    const stopped = result.exitCode === 124 || result.exitCode === 137
    if (within !== undefined && stopped && result.ms >= within)
      throw new CommandTimedOut(...this.#evidence(command, result))
    return result
  }

  /**
   * Runs one program that goes on by itself, such as `journalctl -f`, and hears its lines, until the signal aborts or the
   * program ends. It ends with us, too: on the machine, its end hangs on the connection.
   * @throws ConnectionLost
   */
  async follow(
    command: Command,
    { onLine, signal }: Required<Pick<RunOptions, 'onLine' | 'signal'>>,
  ): Promise<void> {
    const { line, stdin } = wireScript(untilStdinEnds(command), this.spec.ssh)
    await this.#connection.exec(line, {
      name: `\`${shortened(redacted(command.script))}\``,
      stdin,
      openUntil: signal,
      onStdout: lineListener(onLine),
    })
  }

  /**
   * Alters the machine: writes the undo into the journal there, then makes the change, in one round trip.
   * @throws NotArmed when the machine was put back meanwhile; otherwise as `run`
   */
  async change(
    change: Change,
    { signal }: Pick<RunOptions, 'signal'> = {},
  ): Promise<CommandResult> {
    const { journal } = this
    if (!journal)
      throw new Error(`${this.name} has no journal open: "${change.what}" cannot be undone there`)
    const options = {
      ...(change.stdin === undefined ? {} : { stdin: change.stdin }),
      ...(change.within === undefined ? {} : { within: change.within }),
      ...(signal ? { signal } : {}),
    }
    const result = await this.attempt(journal.compose(change), options)
    if (result.exitCode === notArmedExitCode)
      throw new NotArmed(this.name, journal.run, result.stderr)
    if (result.exitCode !== 0)
      throw CommandError.ofChange(change.what, ...this.#evidence(change.do, result))
    return result
  }

  /**
   * Leads clients on the runner to a port of the machine's own loopback, over the one SSH connection: for programs
   * that dial for themselves. Opens a first stream at once, so that a port which nobody listens on is named here.
   * @throws ForwardRefused, ConnectionLost, a HostRefusal when this is the first use of the connection
   */
  forward(port: number): Promise<Forward> {
    return Forward.open(() => this.#connection.reach(port))
  }

  close(): Promise<void> {
    return this.#connection.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Undefined when the machine did not answer in time, although it should have stopped the command itself. */
  async #exec(command: Command, options: RunOptions): Promise<ExecOutput | undefined> {
    const { within, signal, onLine } = options
    const { line, stdin } = wireScript(command, this.spec.ssh, {
      stdin: bytes(options.stdin),
      within,
    })
    const late = new AbortController()
    const cancel =
      within === undefined ? undefined : systemClock.after(within + grace, () => late.abort(late))
    const lines = onLine && lineListener(onLine)
    try {
      return await this.#connection.exec(line, {
        name: `\`${shortened(redacted(command.script))}\``,
        stdin,
        signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
        onStdout: lines,
      })
    } catch (error) {
      if (error === late) return undefined
      throw error
    } finally {
      cancel?.()
    }
  }

  #evidence(command: Command, result: CommandResult): [string, string, CommandResult] {
    const [stdout, stderr] = [redacted(result.stdout), redacted(result.stderr)]
    return [redacted(command.script), this.name, { ...result, stdout, stderr }]
  }
}

function bytes(stdin: RunOptions['stdin']): Buffer {
  if (stdin instanceof Secret) return Buffer.from(stdin.reveal())
  return Buffer.isBuffer(stdin) ? stdin : Buffer.from(stdin ?? '')
}
