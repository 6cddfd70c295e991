import { type Milliseconds } from './duration'

/** A state that was seen, and how long after the start it was seen first. */
export interface Sighting {
  readonly after: Milliseconds
  readonly seen: string
}

const FIRST = 3
const LAST = 12

/** What a wait saw: each distinct state once, in the order of appearance, and the state it ended in. */
export class Sightings {
  readonly #states = new Map<string, Sighting>()
  #latest: Sighting | undefined

  add(sighting: Sighting): void {
    this.#latest = sighting
    if (!this.#states.has(sighting.seen)) this.#states.set(sighting.seen, sighting)
  }

  /** A short history, one line a state, indented; long ones lose their middle. */
  toString(): string {
    const all = [...this.#states.values()]
    const skipped = all.length - FIRST - LAST
    const kept = skipped > 1 ? [...all.slice(0, FIRST), ...all.slice(-LAST)] : all
    if (this.#latest && this.#latest.seen !== all.at(-1)?.seen) kept.push(this.#latest)
    const lines = table(kept)
    if (skipped > 1) lines.splice(FIRST, 0, `    … ${skipped} more states …`)
    return lines.join('\n')
  }
}

const table = (sightings: readonly Sighting[]): string[] => {
  const times = sightings.map(({ after }) => `${(after / 1000).toFixed(1)} s`)
  const width = Math.max(0, ...times.map((time) => time.length))
  return sightings.map(({ seen }, i) => `    ${times[i]?.padStart(width)}  ${oneLine(seen)}`)
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ')

/** The whole message of a wait that failed: what was wanted, what was seen, what to do next. */
export const history = (headline: string, seen: Sightings, hint: string | undefined): string =>
  [headline, String(seen), ...(hint === undefined ? [] : [`  Next: ${hint}`])]
    .filter((line) => line !== '')
    .join('\n')
