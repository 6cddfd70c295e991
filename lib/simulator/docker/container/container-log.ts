import { dockerTime } from './container'

/** Where a process wrote it. */
export type LogStream = 'stdout' | 'stderr'

/** A line that a container wrote, with its end unless that has not come yet. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly text: string
  readonly stream: LogStream
}

/** What a container wrote, line by line, as Docker's json-file keeps it. */
export class ContainerLog {
  readonly #lines: LogLine[] = []
  readonly #followers = new Set<(written: LogLine) => void>()

  write(text: string, at: number, stream: LogStream = 'stdout'): void {
    const [first = '', ...rest] = text.split(/(?<=\n)/)
    const last = this.#lines.at(-1)
    if (last?.stream === stream && !last.text.endsWith('\n'))
      this.#lines[this.#lines.length - 1] = { ...last, text: last.text + first }
    else if (first !== '') rest.unshift(first)
    for (const line of rest) this.#lines.push({ at, text: line, stream })
    if (text !== '') for (const follower of this.#followers) follower({ at, text, stream })
  }

  /** Somebody has emptied its file. */
  clear(): void {
    this.#lines.length = 0
  }

  /** Tells of what is written from now on, as it was written; the answer ends that. */
  follow(follower: (written: LogLine) => void): () => void {
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  /** How many are told. */
  get followers(): number {
    return this.#followers.size
  }

  get lines(): readonly LogLine[] {
    return this.#lines
  }

  get text(): string {
    return this.#lines.map(({ text }) => text).join('')
  }
}

/** Which lines of a log are asked for, and in what form. */
export interface LogSelection {
  /** The last so many; fewer than none, and by default: all. */
  readonly tail?: number | undefined
  /** Milliseconds since the epoch: nothing older. */
  readonly since?: number | undefined
  /** And nothing younger. */
  readonly until?: number | undefined
  /** Each line begins with what the driver knows besides: nothing. */
  readonly details?: boolean
  /** Each line begins with its time, `2026-11-23T09:19:34.268000000Z`. */
  readonly timestamps?: boolean
}

/** Passes on what is selected now, and then what is written, as it was written; the answer ends that. */
export function followLog(
  log: ContainerLog,
  selection: LogSelection,
  pass: (text: string, stream: LogStream) => void,
): () => void {
  let isWithinLine = log.lines.at(-1)?.text.endsWith('\n') === false
  for (const { text, stream } of selectedLines(log.lines, selection)) pass(text, stream)
  return log.follow(({ at, text, stream }) => {
    for (const line of text.split(/(?<=\n)/)) {
      pass(isWithinLine ? line : inForm({ at, text: line }, selection), stream)
      isWithinLine = !line.endsWith('\n')
    }
  })
}

/** The text of both streams. */
export const selectedLog = (lines: readonly LogLine[], selection: LogSelection): string =>
  selectedLines(lines, selection)
    .map(({ text }) => text)
    .join('')

export function selectedLines(
  lines: readonly LogLine[],
  { tail = -1, since = -Infinity, until = Infinity, ...form }: LogSelection,
): readonly LogLine[] {
  const wanted = lines.filter(({ at }) => at >= since && at <= until)
  const last = tail < 0 ? wanted : wanted.slice(Math.max(0, wanted.length - tail))
  return last.map((line) => ({ ...line, text: inForm(line, form) }))
}

type LogForm = Pick<LogSelection, 'timestamps' | 'details'>

const inForm = ({ at, text }: Pick<LogLine, 'at' | 'text'>, form: LogForm): string =>
  `${form.timestamps ? `${dockerTime(at)} ` : ''}${form.details ? ' ' : ''}${text}`

/** As Docker's json-file has it, an object a line. */
export const jsonOf = (lines: readonly LogLine[]): string =>
  lines
    .map(
      ({ at, text, stream }) => `${JSON.stringify({ log: text, stream, time: dockerTime(at) })}\n`,
    )
    .join('')
