/** Lines that differ from the real lab's, and why that is left so. */
export interface ListedDifference {
  /** The recordings that have such lines; each must, unless it is `sometimes`. */
  readonly recordings: readonly string[]
  /** What such a line looks like: `stdout - TEXT` only the real one has, `stdout + TEXT` only the twin. */
  readonly lines: RegExp
  readonly why: string
  /** By the timing of the moment such lines may be missing, too. */
  readonly sometimes?: true
}

/** Holds differences against the listed ones, and knows which of those nothing had need of. */
export class DifferenceList {
  readonly #needed = new Set<string>()

  constructor(private readonly listed: readonly ListedDifference[]) {}

  /** Those that no entry tells of. */
  unlisted(recording: string, found: readonly string[]): string[] {
    return found.filter((line) => {
      const known = this.listed.filter(
        ({ recordings, lines }) => recordings.includes(recording) && lines.test(line),
      )
      for (const { lines } of known) this.#needed.add(entry(recording, lines))
      return known.length === 0
    })
  }

  /** Entries that a recording has had no need of. */
  stale(): string[] {
    return this.listed
      .filter(({ sometimes }) => !sometimes)
      .flatMap(({ recordings, lines }) => recordings.map((each) => entry(each, lines)))
      .filter((each) => !this.#needed.has(each))
  }
}

const entry = (recording: string, lines: RegExp): string => `${recording} ${lines.source}`
