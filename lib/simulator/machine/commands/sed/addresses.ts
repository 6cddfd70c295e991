import type { Address, Command } from './command'

/** Where the run is. */
export interface Place {
  readonly line: number
  readonly isLast: boolean
  readonly matches: (regex: RegExp | undefined) => boolean
}

/** Whether a command holds here; of ranges it is kept where they end. */
export class Addresses {
  /** The last line of a range that has begun; `undefined` in it: not known yet. */
  readonly #begun = new Map<Command, number | undefined>()

  holds(command: Command, place: Place): boolean {
    return this.#isIn(command, place) !== command.negated
  }

  /** Whether this is the last line of the command's range: `c` prints there. */
  isRangeOver(command: Command): boolean {
    return !this.#begun.has(command)
  }

  /** Each file of its own starts anew. */
  forget(): void {
    this.#begun.clear()
  }

  #isIn(command: Command, place: Place): boolean {
    const { from, to } = command
    if (!from) return true
    if (!to) return isAt(from, place)
    if (this.#begun.has(command)) return this.#goesOn(command, place)
    // `0,/x/` may end in the first line.
    if (from.kind === 'line' && from.line === 0 && place.line === 1) {
      this.#begun.set(command, undefined)
      return this.#goesOn(command, place)
    }
    if (!isAt(from, place)) return false
    const last = lastOf(command, place)
    if (last === undefined || last > place.line) this.#begun.set(command, last)
    return true
  }

  #goesOn(command: Command, place: Place): boolean {
    const last = this.#begun.get(command)
    const { to } = command
    const isOver =
      last !== undefined
        ? place.line >= last
        : to !== undefined && 'regex' in to
          ? place.matches(to.regex)
          : place.isLast
    if (isOver) this.#begun.delete(command)
    return last === undefined || place.line <= last
  }
}

/** The line that a range ends with; undefined: that is seen when it is there. */
const lastOf = ({ to }: Command, { line, isLast }: Place): number | undefined => {
  switch (to?.kind) {
    case 'line':
      return Math.max(line, to.line)
    case 'plus':
      return line + to.count
    case 'multiple':
      return to.count === 0 ? line : Math.ceil(line / to.count) * to.count
    case 'last':
      return isLast ? line : undefined
    default:
      return undefined
  }
}

const isAt = (address: Address, place: Place): boolean => {
  switch (address.kind) {
    case 'line':
      return place.line === address.line
    case 'last':
      return place.isLast
    case 'regex':
      return place.matches(address.regex)
    case 'step':
      return address.step === 0
        ? place.line === address.first
        : place.line >= address.first && (place.line - address.first) % address.step === 0
  }
}
