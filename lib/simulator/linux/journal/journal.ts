import type { SimulatedClock } from '../../time/clock'
import { UnixSocket } from '../../machine/unix-sockets'

/** One record of the systemd journal. */
export interface JournalEntry {
  /** Counts up; what `--after-cursor` compares. */
  readonly sequence: number
  /** Microseconds since the epoch. */
  readonly at: number
  readonly identifier: string
  readonly pid: number | null
  /** With its suffix: `kubelet.service`. */
  readonly unit: string | null
  readonly transport: 'syslog' | 'stdout' | 'journal' | 'kernel'
  /** syslog(3): 3 = err, 4 = warning, 6 = info, 7 = debug. */
  readonly priority: number
  readonly message: string
  /** Whose process wrote it; undefined: root's. */
  readonly uid?: number
  /** syslog(3); undefined: 3, daemon. */
  readonly facility?: number
  /** The program that wrote it, where that is known. */
  readonly program?: string
  /** Which boot of the machine wrote it, counted from 1. */
  readonly boot: number
}

export type JournalRecord = Pick<JournalEntry, 'identifier' | 'message'> &
  Partial<
    Pick<JournalEntry, 'pid' | 'unit' | 'transport' | 'priority' | 'uid' | 'facility' | 'program'>
  >

const kept = 20_000

/** The machine's journal: the last 20 000 records, oldest first. */
export class Journal {
  readonly #entries: JournalEntry[] = []
  readonly #listeners = new Set<(entry: JournalEntry) => void>()
  #sequence = 0
  #last = 0
  #boot = 1

  constructor(private readonly clock: SimulatedClock) {}

  write(record: JournalRecord): void {
    this.#append(record, this.#stamp())
  }

  /** Lines that journald reads from a program's output at once: they share their microsecond. */
  writeTogether(records: readonly JournalRecord[]): void {
    const at = this.#stamp()
    for (const record of records) this.#append(record, at)
  }

  #append(record: JournalRecord, at: number): void {
    const entry: JournalEntry = {
      pid: null,
      unit: null,
      transport: 'syslog',
      priority: 6,
      ...record,
      sequence: ++this.#sequence,
      at,
      boot: this.#boot,
    }
    this.#entries.push(entry)
    if (this.#entries.length > kept) this.#entries.splice(0, kept / 10)
    for (const listener of this.#listeners) listener(entry)
  }

  entries(): readonly JournalEntry[] {
    return this.#entries
  }

  get currentBoot(): number {
    return this.#boot
  }

  startBoot(): void {
    this.#boot += 1
  }

  onEntry(listener: (entry: JournalEntry) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  // Two writes never share a microsecond: their order shows in their times.
  #stamp(): number {
    this.#last = Math.max(this.clock.now() * 1000, this.#last + 7)
    return this.#last
  }
}

/** Where programs log: SONiC's containers send what they log over the machine's network. */
export const syslogSocket = new UnixSocket<Journal>('/dev/log', true)
