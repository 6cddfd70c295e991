/** A line that a container wrote, with its end unless that has not come yet. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly text: string
}

/** What a container wrote, line by line, as Docker's json-file keeps it. */
export class ContainerLog {
  readonly #lines: LogLine[] = []
  readonly #followers = new Set<(written: LogLine) => void>()

  write(text: string, at: number): void {
    const [first = '', ...rest] = text.split(/(?<=\n)/)
    const last = this.#lines.at(-1)
    if (last && !last.text.endsWith('\n'))
      this.#lines[this.#lines.length - 1] = { ...last, text: last.text + first }
    else if (first !== '') rest.unshift(first)
    for (const line of rest) this.#lines.push({ at, text: line })
    if (text !== '') for (const follower of this.#followers) follower({ at, text })
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
  /** Each line begins with its time, `2026-11-23T09:19:34.268000000Z`. */
  readonly timestamps?: boolean
}

/** Passes on what is selected now, and then what is written, as it was written; the answer ends that. */
export function followLog(
  log: ContainerLog,
  selection: LogSelection,
  pass: (text: string) => void,
): () => void {
  const { timestamps = false } = selection
  let isWithinLine = log.lines.at(-1)?.text.endsWith('\n') === false
  pass(selectedLog(log.lines, selection))
  return log.follow(({ at, text }) => {
    for (const line of text.split(/(?<=\n)/)) {
      pass(selectedLog([{ at, text: line }], { timestamps: timestamps && !isWithinLine }))
      isWithinLine = !line.endsWith('\n')
    }
  })
}

export function selectedLog(
  lines: readonly LogLine[],
  { tail = -1, since = -Infinity, timestamps = false }: LogSelection,
): string {
  const wanted = lines.filter(({ at }) => at >= since)
  const last = tail < 0 ? wanted : wanted.slice(Math.max(0, wanted.length - tail))
  const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 23)}000000Z `
  return last.map(({ at, text }) => (timestamps ? stamp(at) : '') + text).join('')
}
