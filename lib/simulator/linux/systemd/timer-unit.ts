import { type JobResult, Unit, type UnitHost } from './unit'
import type { UnitBasics } from './unit-definition'

/** A monotonic timer of systemd.timer(5); spans in milliseconds of wall time, at any pace. */
export interface TimerDefinition extends UnitBasics {
  readonly activates: string
  readonly afterActivation: readonly number[]
  readonly afterBoot: readonly number[]
  readonly afterUnitActivation: readonly number[]
  readonly accuracyMs: number
  readonly remainsAfterElapse: boolean
  /** StartLimitBurst= starts within StartLimitIntervalSec=; an interval of 0 sets no limit. */
  readonly startLimit: { readonly burst: number; readonly intervalMs: number }
}

interface TimerSurroundings {
  /** When the machine was booted, on the monotonic clock. */
  readonly bootedAt: () => number
  /** Starts the unit that it activates; resolves when that is inactive again. */
  readonly activate: (unit: string) => Promise<void>
}

/** Node's own timers go no further. */
const longestTimeoutMs = 2 ** 31 - 1

/** One timer: it waits, starts its service, and waits again or is over. */
export class TimerUnit extends Unit {
  /** When it elapses next, and when it last did; on the monotonic clock. */
  next: number | undefined
  last: number | undefined
  #cancel: (() => void) | undefined
  #running = false
  #activatedAt = 0
  #starts = { since: -Infinity, count: 0 }

  constructor(
    public definition: TimerDefinition,
    host: UnitHost,
    private readonly surroundings: TimerSurroundings,
  ) {
    super(host)
  }

  get subState(): string {
    if (this.state !== 'active') return this.state === 'inactive' ? 'dead' : this.state
    if (this.#running) return 'running'
    return this.next === undefined ? 'elapsed' : 'waiting'
  }

  kill(): void {
    this.#disarm()
    this.set('inactive')
  }

  protected async bringUp(): Promise<JobResult> {
    if (this.state === 'active') return 'done'
    if (!this.#mayStart()) return this.#refuseStart()
    this.#activatedAt = this.host.clock.monotonic()
    this.become('active', 'Started')
    this.#arm()
    return 'done'
  }

  protected async bringDown(): Promise<void> {
    if (this.state !== 'active') return
    this.#disarm()
    this.log(`${this.name}: Deactivated successfully.`)
    this.become('inactive', 'Stopped')
  }

  /** Counts within intervals that begin with a start, as systemd does. */
  #mayStart(): boolean {
    const { burst, intervalMs } = this.definition.startLimit
    const now = this.host.clock.monotonic()
    if (now >= this.#starts.since + intervalMs) this.#starts = { since: now, count: 0 }
    if (intervalMs === 0 || this.#starts.count < burst) return ++this.#starts.count > 0
    return false
  }

  #refuseStart(): JobResult {
    this.log(`${this.name}: Start request repeated too quickly.`, 4)
    this.result = 'start-limit-hit'
    this.log(`${this.name}: Failed with result 'start-limit-hit'.`, 4)
    this.log(`Failed to start ${this.title}.`, 3)
    this.set('failed')
    return 'failed'
  }

  #disarm(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.next = undefined
    this.#running = false
  }

  /** The earliest that is still to come; a boot that is long past makes an OnBootSec= elapse at once. */
  #arm(): void {
    const { afterActivation, afterBoot, afterUnitActivation } = this.definition
    const { last } = this
    const first = last === undefined || last < this.#activatedAt
    const times = [
      ...(first ? afterActivation.map((span) => this.#activatedAt + span) : []),
      ...(first ? afterBoot.map((span) => this.surroundings.bootedAt() + span) : []),
      ...(last === undefined ? [] : afterUnitActivation.map((span) => last + span)),
    ]
    if (times.length === 0) return this.#over()
    this.#wait((this.next = Math.min(...times)))
  }

  #wait(until: number): void {
    const left = Math.max(0, until - this.host.clock.monotonic())
    this.#cancel = this.host.clock.afterWallTime(Math.min(left, longestTimeoutMs), () => {
      if (left > longestTimeoutMs) this.#wait(until)
      else void this.#elapse()
    })
  }

  #over(): void {
    this.next = undefined
    if (this.definition.remainsAfterElapse) return this.host.changed(this)
    this.log(`${this.name}: Deactivated successfully.`)
    this.set('inactive')
  }

  async #elapse(): Promise<void> {
    this.#disarm()
    this.last = this.host.clock.monotonic()
    this.#running = true
    const activated = this.#activatedAt
    await this.surroundings.activate(this.definition.activates)
    const isSame = this.#running && activated === this.#activatedAt && this.state === 'active'
    if (!isSame) return
    this.#running = false
    this.#arm()
  }
}
