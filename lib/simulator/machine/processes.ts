export interface Process {
  readonly pid: number
  readonly ppid: number
  readonly user: string
  /** As in `ps -o comm`: the executable's name. */
  readonly name: string
  readonly args: readonly string[]
  /** What `kill` does to it; without it the process goes away on any signal but 0. */
  readonly onSignal?: (signal: string) => void
}

/** What `ps`, `pgrep` and `kill` see. */
export class ProcessTable {
  readonly #processes = new Map<number, Process>()
  #lastPid = 300

  /** Adds a process; `pid` is given unless named. The answer takes it away again. */
  start(process: Omit<Process, 'pid' | 'ppid'> & { pid?: number; ppid?: number }): Process & { end(): void } {
    const pid = process.pid ?? this.nextPid()
    const started = { ppid: 1, ...process, pid }
    this.#processes.set(pid, started)
    return { ...started, end: () => void this.#processes.delete(pid) }
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
    if (!process || signal === '0') return
    if (process.onSignal) process.onSignal(signal)
    else this.#processes.delete(pid)
  }

  /** All of them die with the machine. */
  clear(): void {
    this.#processes.clear()
  }
}
