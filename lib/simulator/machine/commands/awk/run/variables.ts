import { RunError } from '../awk-error'
import { paragraph, type Terminator } from '../io/record-reader'
import { AwkArray } from '../values/array'
import { Input, toNumber, toText, type Value } from '../values/value'
import { CurrentRecord } from './current-record'
import type { Regexes } from './regexes'
import { type Splitter, splitterOf } from './splitting'

/** Where the variables stand that awk itself looks at. */
export const special = {
  NF: 0, NR: 1, FNR: 2, FS: 3, RS: 4, OFS: 5, ORS: 6, OFMT: 7, CONVFMT: 8, SUBSEP: 9, FILENAME: 10, RSTART: 11, RLENGTH: 12,
} as const // prettier-ignore

const initial: Readonly<Record<keyof typeof special, Value>> = {
  NF: 0, NR: 0, FNR: 0, FS: ' ', RS: '\n', OFS: ' ', ORS: '\n', OFMT: '%.6g', CONVFMT: '%.6g', SUBSEP: '\x1c', FILENAME: undefined,
  RSTART: 0, RLENGTH: -1,
} // prettier-ignore

/** The variables of a program that belong to no function. */
export class Variables {
  readonly record: CurrentRecord
  splitter: Splitter
  terminator: Terminator = '\n'
  readonly #values: Value[] = Object.values(initial)
  readonly #slots = new Map<string, number>(Object.entries(special))
  readonly #arrays = new Map<string, AwkArray>()

  constructor(
    private readonly regexes: Regexes,
    /** Names that stand for something else in the program. */
    private readonly taken: ReadonlySet<string>,
  ) {
    this.record = new CurrentRecord(this)
    this.splitter = splitterOf(' ', regexes)
  }

  slot(name: string): number {
    let slot = this.#slots.get(name)
    if (slot === undefined) this.#slots.set(name, (slot = this.#values.push(undefined) - 1))
    return slot
  }

  array(name: string): AwkArray {
    let array = this.#arrays.get(name)
    if (!array) this.#arrays.set(name, (array = new AwkArray()))
    return array
  }

  get(slot: number): Value {
    return slot === special.NF ? this.record.count : this.#values[slot]
  }

  set(slot: number, value: Value): void {
    if (slot === special.NF) return this.record.setCount(toNumber(value))
    // A record is split as it was read.
    if (slot === special.FS) this.record.split()
    // It is put together as it was when its fields were set.
    if (slot === special.OFS || slot === special.CONVFMT) this.record.join()
    this.#values[slot] = value
    if (slot === special.FS) this.splitter = splitterOf(this.text(slot), this.regexes)
    else if (slot === special.RS) this.terminator = this.#terminatorOf(this.text(slot))
  }

  /** As on the command line. Throws RunError for what is no variable. */
  assign(name: string, text: string): void {
    if (this.taken.has(name))
      throw new RunError(`cannot command line assign to ${name}\n\ttype clash or keyword`)
    this.set(this.slot(name), new Input(text))
  }

  text(slot: number): string {
    return toText(this.get(slot), this.convfmt)
  }

  get convfmt(): string {
    const value = this.#values[special.CONVFMT]
    return typeof value === 'string' ? value : toText(value, '%.6g')
  }

  #terminatorOf(text: string): Terminator {
    return text === paragraph || text.length === 1 ? text : this.regexes.of(text)
  }
}
