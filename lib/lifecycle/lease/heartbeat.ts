import { ConnectionLost } from '../../host/connection/connection-lost'
import { type Host } from '../../host/host'
import { systemClock } from '../../wait/clock'
import { type Milliseconds, seconds } from '../../wait/duration'
import { journals } from '../journal/journal'
import { renewal } from './lease'
import { clockText } from './lease-text'
import { notArmedExitCode } from '../../host/not-armed'
import { type RunId } from '../run-id'

interface HeartbeatOptions {
  readonly run: RunId
  /** How long the machine is held after a sign of life, asked before each. */
  readonly leaseSeconds: () => number
  /** Hears what a person should know. */
  readonly report: (line: string) => void
  /** Hears, once and after `report`, that the run may change nothing more on the machine, and why. */
  readonly onLost?: ((why: string) => void) | undefined
  readonly base?: string | undefined
}

/** A machine that dropped the connection may have been booted, and may not be ours any more. */
const afterLoss = seconds(1)

/**
 * The signs of life of a run for one machine: one round trip each quarter of the lease, over a connection of its own. A
 * lost connection is made anew and tried again soon; what lasts longer than half the lease is reported, and so is that
 * the machine is not ours any more, which ends it: nothing asks it again.
 */
export class Heartbeat {
  #cancel: (() => void) | undefined
  #reported = false
  #stopped = false
  #beating = false
  #endExpected = false
  #under: Promise<void> = Promise.resolve()
  #lastAt = systemClock.now()
  #lastTime = new Date()
  #seconds: number

  constructor(
    private readonly host: Host,
    private readonly options: HeartbeatOptions,
  ) {
    this.#seconds = options.leaseSeconds()
    this.#next(this.#quarter)
    host.onConnectionLost = () => this.#sooner()
  }

  /** When the machine puts itself back, should this be the last that it hears of us. */
  get switchFires(): Date {
    return new Date(this.#lastTime.getTime() + seconds(this.#seconds))
  }

  /** How long the machine has not answered; 0 where it was last heard to be no more ours: it is not asked since. */
  get silence(): Milliseconds {
    return this.#stopped ? 0 : systemClock.now() - this.#lastAt
  }

  /** One that does not wait for its time, as the lease has just become longer or shorter. */
  async now(): Promise<void> {
    await this.#under
    if (this.#stopped) return
    this.#cancel?.()
    await this.#begin()
  }

  /** The machine is about to be put back: that it then takes no more signs of life is nothing to report. */
  expectEnd(): void {
    this.#endExpected = true
  }

  /** The last one may be under way; it is waited for. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel?.()
    await this.#under
  }

  get #quarter(): Milliseconds {
    return seconds(this.#seconds) / 4
  }

  #next(after: Milliseconds): void {
    if (this.#stopped) return
    this.#cancel = systemClock.after(after, () => void this.#begin())
  }

  /** While one is under way a lost connection calls for no other: it is what notices. */
  #begin(): Promise<void> {
    this.#beating = true
    return (this.#under = this.#beat().finally(() => (this.#beating = false)))
  }

  #sooner(): void {
    if (this.#beating) return
    this.#cancel?.()
    this.#next(afterLoss)
  }

  async #beat(): Promise<void> {
    const { run, leaseSeconds, base = journals } = this.options
    const [asked, time, wanted] = [systemClock.now(), new Date(), leaseSeconds()]
    const within = seconds(this.#seconds) / 2
    try {
      const { exitCode, stderr } = await this.host.attempt(renewal(base, run, wanted), { within })
      if (exitCode === notArmedExitCode) return this.#over(stderr)
      if (exitCode !== 0) throw new Error(stderr.trim() || `exit code ${exitCode}`)
      ;[this.#lastAt, this.#lastTime, this.#seconds] = [asked, time, wanted]
      if (this.#reported) this.#say('signs of life arrive again')
      this.#reported = false
      this.#next(this.#quarter)
    } catch (error) {
      this.#missed(error instanceof ConnectionLost ? 'the connection was lost' : String(error))
      this.#next(this.#quarter / 4)
    }
  }

  #missed(why: string): void {
    const silent = systemClock.now() - this.#lastAt
    if (this.#stopped || this.#endExpected || this.#reported || silent < seconds(this.#seconds) / 2)
      return
    this.#reported = true
    const puts =
      silent < seconds(this.#seconds) ? 'it puts itself back at' : 'it puts itself back since'
    this.#say(
      `no sign of life has reached it for ${Math.round(silent / 1000)} s (${why.split('\n')[0]}); ${puts} ${clockText(this.switchFires)}`,
    )
  }

  #over(why: string): void {
    if (this.#stopped || this.#endExpected) return
    this.#stopped = true
    const what = `this run may change nothing more there: ${why.trim() || 'it was put back'}`
    this.#say(what)
    this.options.onLost?.(this.#named(what))
  }

  #say(what: string): void {
    this.options.report(this.#named(what))
  }

  #named(what: string): string {
    return `${this.host.name}: ${what}`
  }
}
