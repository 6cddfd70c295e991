import { formatDate } from '../date-format'
import { parseTime } from './strptime'
import type { WasmMemory } from './wasm-memory'

/** The parts of `struct tm`, in its order. */
const parts = ['sec', 'min', 'hour', 'mday', 'mon', 'year', 'wday', 'yday'] as const
export type BrokenDownTime = Record<(typeof parts)[number], number>

const daysOf = (ms: number): number => Math.floor(ms / 86_400_000)

const brokenDown = (ms: number): BrokenDownTime => {
  const date = new Date(ms)
  return {
    sec: date.getUTCSeconds(),
    min: date.getUTCMinutes(),
    hour: date.getUTCHours(),
    mday: date.getUTCDate(),
    mon: date.getUTCMonth(),
    year: date.getUTCFullYear() - 1900,
    wday: date.getUTCDay(),
    yday: daysOf(ms) - daysOf(Date.UTC(date.getUTCFullYear(), 0)),
  }
}

const msOf = ({ year, mon, mday, hour, min, sec }: BrokenDownTime): number =>
  Date.UTC(year + 1900, mon, mday, hour, min, sec)

/** What jq asks the C library about time: machines are in UTC. */
export class Calendar {
  constructor(
    private readonly memory: WasmMemory,
    private readonly now: () => number,
  ) {}

  readonly time = (at: number): number => {
    const seconds = Math.floor(this.now() / 1000)
    if (at !== 0) this.memory.setInt(at, seconds)
    return seconds
  }

  readonly fromSeconds = (seconds: number, at: number): number => {
    this.#set(at, brokenDown(this.memory.int(seconds) * 1000))
    return at
  }

  readonly toSeconds = (at: number): number => {
    const ms = msOf(this.#get(at))
    this.#set(at, brokenDown(ms))
    return Math.floor(ms / 1000)
  }

  readonly format = (into: number, most: number, format: number, at: number): number => {
    const text = formatDate(this.memory.text(format).toString(), msOf(this.#get(at)))
    const bytes = Buffer.from(text)
    if (bytes.length >= most) return 0
    this.memory.setText(into, bytes)
    return bytes.length
  }

  /** Where in the text it stopped; 0 where the text has another form. */
  readonly parse = (text: number, format: number, at: number): number => {
    const read = parseTime(this.memory.text(text).toString(), this.memory.text(format).toString())
    if (!read) return 0
    const parsed = { ...this.#get(at), ...read.parts }
    // As glibc: the day of the year says which date it is, and a date which weekday.
    const byYear = read.parts.yday !== undefined && read.parts.mday === undefined
    const day = byYear ? { mon: 0, mday: parsed.yday + 1 } : {}
    const { mon, mday, wday, yday } = brokenDown(msOf({ ...parsed, ...day }))
    this.#set(at, { ...parsed, mon, mday, wday, yday })
    return text + Buffer.byteLength(read.consumed)
  }

  #get(at: number): BrokenDownTime {
    const entries = parts.map((part, index) => [part, this.memory.int(at + index * 4)])
    return Object.fromEntries(entries) as BrokenDownTime
  }

  #set(at: number, time: BrokenDownTime): void {
    for (const [index, part] of parts.entries()) this.memory.setInt(at + index * 4, time[part])
  }
}
