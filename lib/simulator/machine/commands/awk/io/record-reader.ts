import type { Steps } from '../../../../shell/steps'
import type { Regex } from '../regex/regex'
import type { Source } from './source'

/** What ends a record: one character, empty lines, or what an expression matches. */
export type Terminator = string | Regex

/** No character is empty. */
export const paragraph = ''

/** Takes records out of what is read. */
export class RecordReader {
  #text = ''
  #at = 0
  #isOver = false

  constructor(
    private readonly source: Source,
    private readonly terminator: () => Terminator,
  ) {}

  /** The next record without its end; undefined where there is none. */
  *next(): Steps<string | undefined> {
    const terminator = this.terminator()
    if (typeof terminator !== 'string') return yield* this.#upToMatch(terminator)
    return terminator === paragraph ? yield* this.#paragraph() : yield* this.#line(terminator)
  }

  *#line(terminator: string): Steps<string | undefined> {
    for (let from = this.#at; ;) {
      const end = this.#text.indexOf(terminator, from)
      if (end >= 0) return this.#taken(end, end + 1)
      from = this.#text.length - this.#at
      if (!(yield* this.#more())) return this.#rest()
    }
  }

  *#upToMatch(regex: Regex): Steps<string | undefined> {
    while (yield* this.#more());
    for (let from = this.#at; ; from++) {
      const match = regex.find(this.#text, from)
      if (!match) return this.#rest()
      // What matches nothing ends nothing.
      if (match.end > match.start) return this.#taken(match.start, match.end)
      from = match.start
    }
  }

  *#paragraph(): Steps<string | undefined> {
    while (yield* this.#more());
    while (this.#text[this.#at] === '\n') this.#at++
    const end = this.#text.indexOf('\n\n', this.#at)
    if (end >= 0) return this.#taken(end, end + 2)
    return this.#rest()?.replace(/\n$/, '')
  }

  #taken(end: number, next: number): string {
    const record = this.#text.slice(this.#at, end)
    this.#at = next
    return record
  }

  #rest(): string | undefined {
    return this.#at < this.#text.length
      ? this.#taken(this.#text.length, this.#text.length)
      : undefined
  }

  *#more(): Steps<boolean> {
    if (this.#isOver) return false
    const piece = yield* this.source()
    this.#isOver = piece === ''
    this.#text = this.#text.slice(this.#at) + piece
    this.#at = 0
    return !this.#isOver
  }
}
