const leastIntervalScale = 1 / 200

/**
 * Simulated durations run on wall time × `scale`: 1 = as long as the real thing, 1/20 = pace `fast`, 0 = at
 * once. There is no virtual clock: clients' time-outs, TLS validity and the shell's own `sleep` are wall time.
 */
export class SimulatedClock {
  /** How far this machine's time of day is off, in milliseconds. */
  skewMs = 0
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #wallTimers = new Set<WallTimer>()
  #leaptMs = 0
  readonly #others: SimulatedClock[] = []

  constructor(readonly scale: number) {}

  /** The clock of another machine: the same pace, and a time of day of its own. */
  ofAnotherMachine(): SimulatedClock {
    const other = new SimulatedClock(this.scale)
    this.#others.push(other)
    return other
  }

  /** The machine's time of day, milliseconds since the epoch. */
  now(): number {
    return this.epochMs() + this.skewMs
  }

  /** Milliseconds since some moment in the past; no clock step moves it. What `/proc/uptime` counts in. */
  monotonic(): number {
    return this.wallMs() + this.#leaptMs
  }

  /** So much wall time passes at once on this machine, for what would keep a test waiting for minutes. */
  leap(ms: number): void {
    this.#leaptMs += ms
    for (const timer of [...this.#wallTimers]) timer.waitAnew()
  }

  /** Calls back after a simulated duration; the answer cancels it. */
  after(simulatedMs: number, callback: () => void): () => void {
    return this.start(simulatedMs * this.scale, callback)
  }

  /**
   * Like `after`, for what waits on something periodic (a grace period, a back-off) and for periods themselves:
   * at pace 0 they keep their proportions instead of spinning or ending at once.
   */
  afterInterval(simulatedMs: number, callback: () => void): () => void {
    return this.start(simulatedMs * Math.max(this.scale, leastIntervalScale), callback)
  }

  /** Simulated milliseconds since a moment of `now()`, in the proportions of `afterInterval`. */
  simulatedSince(moment: number): number {
    return this.simulatedBetween(moment, this.now())
  }

  /** Simulated milliseconds from one moment to another, both of `now()` or both of `monotonic()`. */
  simulatedBetween(from: number, to: number): number {
    return (to - from) / Math.max(this.scale, leastIntervalScale)
  }

  /** Calls back after wall time, at any pace: for spans that people and scripts count in seconds. */
  afterWallTime(wallMs: number, callback: () => void): () => void {
    const due = this.monotonic() + wallMs
    const wait = (): (() => void) =>
      this.start(Math.max(0, due - this.monotonic()), () => {
        this.#wallTimers.delete(timer)
        callback()
      })
    let cancel = wait()
    const timer: WallTimer = {
      waitAnew: () => {
        cancel()
        cancel = wait()
      },
    }
    this.#wallTimers.add(timer)
    return () => {
      this.#wallTimers.delete(timer)
      cancel()
    }
  }

  /**
   * Real work of the simulation itself: TLS over loopback, keys, turns of the event loop. A machine would not need the
   * time that it takes; a clock that keeps to itself waits for it.
   */
  outside<T>(work: Promise<T>): Promise<T> {
    return work
  }

  protected epochMs(): number {
    return Date.now()
  }

  protected wallMs(): number {
    return performance.now()
  }

  protected start(wallMs: number, callback: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      callback()
    }, wallMs)
    this.#timers.add(timer)
    return () => {
      clearTimeout(timer)
      this.#timers.delete(timer)
    }
  }

  /** Resolves after a simulated duration; rejects with the signal's reason when aborted. */
  delay(simulatedMs: number, signal?: AbortSignal): Promise<void> {
    return this.#wait((callback) => this.after(simulatedMs, callback), signal)
  }

  /** `delay` in the proportions of `afterInterval`: between two looks at something. */
  delayInterval(simulatedMs: number, signal?: AbortSignal): Promise<void> {
    return this.#wait((callback) => this.afterInterval(simulatedMs, callback), signal)
  }

  #wait(begin: (callback: () => void) => () => void, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error)
      const cancel = begin(() => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      })
      const onAbort = (): void => {
        cancel()
        reject(signal?.reason as Error)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
    })
  }

  /** Cancels all that is pending: the testbed is going away. */
  stop(): void {
    for (const other of this.#others) other.stop()
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}

/** One that waits for wall time. */
interface WallTimer {
  /** Waits for what is left now. */
  waitAnew(): void
}

/** The paces of the simulated testbed (docs/simulator.md). */
export const paces = { real: 1, fast: 1 / 20, '0': 0 } as const
export type Pace = keyof typeof paces
