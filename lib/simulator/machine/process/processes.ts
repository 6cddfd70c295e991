export interface Process {
  readonly pid: number
  readonly ppid: number
  /** Its process group; its own pid unless named. */
  readonly pgid: number
  readonly user: string
  /** As in `ps -o comm`: the executable's name. */
  readonly name: string
  readonly args: readonly string[]
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** What `kill` does to it; without it the process goes away on any signal but 0. */
  readonly onSignal?: (signal: string) => void
}

/** How a machine keeps /proc up to date. */
export interface ProcessEvents {
  /** Milliseconds since the epoch. */
  now(): number
  started(process: Process): void
  ended(process: Process): void
}

/** What `ps`, `pgrep` and `kill` see. */
export class ProcessTable {
  /**
   * In the order of their pids. V8 grows a map by a new one, to which the old one points: garbage that has become old would
   * keep what is new, a process with its shell and all that this holds.
   */
  readonly #processes: Process[] = []
  #lastPid = 300

  constructor(private readonly events: ProcessEvents) {}

  /** Adds a process; `pid` is given unless named. The answer takes it away again. */
  start(
    process: Omit<Process, 'pid' | 'ppid' | 'pgid' | 'startedAt'> & {
      pid?: number
      ppid?: number
      pgid?: number
    },
  ): Process & { end(): void } {
    const pid = process.pid ?? this.nextPid()
    const startedAt = this.events.now()
    const started = { ppid: 1, pgid: pid, startedAt, ...process, pid }
    const before = this.#processes.findLastIndex((other) => other.pid < pid)
    this.#processes.splice(before + 1, 0, started)
    this.events.started(started)
    return { ...started, end: () => this.#end(started) }
  }

  nextPid(): number {
    return ++this.#lastPid
  }

  all(): readonly Process[] {
    return [...this.#processes]
  }

  find(pid: number): Process | undefined {
    return this.#processes.find((process) => process.pid === pid)
  }

  signal(pid: number, signal: string): void {
    const process = this.find(pid)
    if (!process || signal === '0' || pid === 1) return
    if (process.onSignal) process.onSignal(signal)
    else this.#end(process)
  }

  /** The members of a process group. */
  group(pgid: number): readonly Process[] {
    return this.all().filter((process) => process.pgid === pgid)
  }

  /** All of them die with the machine. */
  clear(): void {
    for (const process of this.all()) this.#end(process)
  }

  #end(process: Process): void {
    const at = this.#processes.indexOf(process)
    if (at < 0) return
    this.#processes.splice(at, 1)
    this.events.ended(process)
  }
}
