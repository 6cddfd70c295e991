export interface Process {
  readonly pid: number
  readonly ppid: number
  /** Its process group; its own pid unless named. */
  readonly pgid: number
  readonly user: string
  /** As in `ps -o comm`: the executable's name. */
  readonly name: string
  readonly args: readonly string[]
  /** What `kill` does to it; without it the process goes away on any signal but 0. */
  readonly onSignal?: (signal: string) => void
}

/** How a machine keeps /proc up to date. */
export interface ProcessEvents {
  started(process: Process): void
  ended(process: Process): void
}

/** What `ps`, `pgrep` and `kill` see. */
export class ProcessTable {
  readonly #processes = new Map<number, Process>()
  #lastPid = 300

  constructor(private readonly events: ProcessEvents) {}

  /** Adds a process; `pid` is given unless named. The answer takes it away again. */
  start(
    process: Omit<Process, 'pid' | 'ppid' | 'pgid'> & {
      pid?: number
      ppid?: number
      pgid?: number
    },
  ): Process & { end(): void } {
    const pid = process.pid ?? this.nextPid()
    const started = { ppid: 1, pgid: pid, ...process, pid }
    this.#processes.set(pid, started)
    this.events.started(started)
    return { ...started, end: () => this.#end(started) }
  }

  nextPid(): number {
    return ++this.#lastPid
  }

  all(): readonly Process[] {
    return [...this.#processes.values()].sort((a, b) => a.pid - b.pid)
  }

  find(pid: number): Process | undefined {
    return this.#processes.get(pid)
  }

  signal(pid: number, signal: string): void {
    const process = this.#processes.get(pid)
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
    if (this.#processes.delete(process.pid)) this.events.ended(process)
  }
}
