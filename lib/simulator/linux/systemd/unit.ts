import type { SimulatedClock } from '../../time/clock'
import type { ProcessTable } from '../../machine/process/processes'
import type { Journal } from '../journal/journal'
import type { Enablement, UnitBasics } from './unit-definition'

export type ActiveState = 'inactive' | 'active' | 'activating' | 'deactivating' | 'failed'

/** How a job that was asked for ended. */
export type JobResult = 'done' | 'failed' | 'canceled'

export interface UnitHost {
  readonly clock: SimulatedClock
  readonly journal: Journal
  readonly processes: ProcessTable
  enablement(unit: Unit): Enablement
  /** The unit's state has changed, or its last job is done. */
  changed(unit: Unit): void
}

/** One systemd unit: its state, its jobs, and the journal lines that systemd writes as it changes. */
export abstract class Unit {
  state: ActiveState = 'inactive'
  result = 'success'
  /** Milliseconds since the epoch, of the last change of `state`. */
  changedAt: number
  /** The same on the monotonic clock. */
  changedAtMonotonic: number
  #jobs: Promise<unknown> = Promise.resolve()
  #pending = 0

  constructor(protected readonly host: UnitHost) {
    this.changedAt = host.clock.now()
    this.changedAtMonotonic = host.clock.monotonic()
  }

  abstract definition: UnitBasics & { readonly documentation?: string }
  /** What `systemctl status` shows in brackets. */
  abstract readonly subState: string
  /** Power cut: everything ends at once and nothing is logged. */
  abstract kill(): void
  protected abstract bringUp(): Promise<JobResult>
  protected abstract bringDown(): Promise<void>
  /** Called at once when a stop is asked for, before the jobs that are under way are waited for. */
  protected interrupt(): void {}

  get name(): string {
    return this.definition.name
  }

  get enablement(): Enablement {
    return this.host.enablement(this)
  }

  /** Something goes on with it: its definition stays loaded. */
  get inUse(): boolean {
    return this.#pending > 0 || this.state !== 'inactive'
  }

  /** Nobody asks for a transient unit any more once it has ended. */
  get isOver(): boolean {
    const ended = this.state === 'failed' ? this.definition.transient?.collect : !this.inUse
    return this.#pending === 0 && ended === true
  }

  start(): Promise<JobResult> {
    return this.#job(() => this.bringUp())
  }

  stop(): Promise<JobResult> {
    this.interrupt()
    return this.#job(async () => {
      await this.bringDown()
      return 'done'
    })
  }

  restart(): Promise<JobResult> {
    this.interrupt()
    return this.#job(async () => {
      await this.bringDown()
      return this.bringUp()
    })
  }

  /** What it was is told to nobody any more. */
  forgetHistory(): void {
    this.result = 'success'
  }

  resetFailed(): void {
    if (this.state === 'failed') this.set('inactive')
  }

  // As systemd's job queue: one job of a unit after the other.
  #job(act: () => Promise<JobResult>): Promise<JobResult> {
    this.#pending++
    const done = this.#jobs.then(act).finally(() => {
      this.#pending--
      this.host.changed(this)
    })
    this.#jobs = done.catch(() => undefined)
    return done
  }

  protected get title(): string {
    const { name, description } = this.definition
    return description === name ? name : `${name} - ${description}`
  }

  protected become(state: ActiveState, verb: string): void {
    this.set(state)
    this.log(`${verb} ${this.title}.`)
  }

  protected set(state: ActiveState): void {
    this.state = state
    this.changedAt = this.host.clock.now()
    this.changedAtMonotonic = this.host.clock.monotonic()
    this.host.changed(this)
  }

  protected log(message: string, priority = 6): void {
    const record = { identifier: 'systemd', pid: 1, unit: this.name, transport: 'journal' as const }
    this.host.journal.write({ ...record, message, priority })
  }
}
