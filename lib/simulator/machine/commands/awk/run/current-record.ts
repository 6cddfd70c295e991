import { RunError } from '../awk-error'
import { toInteger } from '../values/numbers'
import { Input, toText, type Value } from '../values/value'
import { special, type Variables } from './variables'

/** `$0` and its fields: it is split when a field is asked for, and put together when it is asked for after a field was set. */
export class CurrentRecord {
  #whole: Value
  #fields: Value[] = []
  #isSplit = true
  #isJoined = true

  constructor(private readonly variables: Variables) {}

  /** What was read, or was assigned to `$0`. */
  read(text: string): void {
    this.#whole = new Input(text)
    this.#isSplit = false
    this.#isJoined = true
  }

  get whole(): Value {
    this.join()
    return this.#whole
  }

  /** With what OFS is by now. */
  join(): void {
    if (this.#isJoined) return
    this.#isJoined = true
    const { variables } = this
    const texts = this.#fields.map((field) => toText(field, variables.convfmt))
    this.#whole = new Input(texts.join(variables.text(special.OFS)))
  }

  get count(): number {
    this.split()
    return this.#fields.length
  }

  setCount(given: number): void {
    const count = toInteger(given)
    if (count < 0) throw new RunError('negative value assigned to NF')
    this.split()
    const before = this.#fields.length
    this.#fields.length = count
    if (count > before) this.#fields.fill(undefined, before)
    this.#isJoined = false
  }

  /** Throws RunError for an index below 0. */
  get(index: number): Value {
    const at = checked(index)
    if (at === 0) return this.whole
    this.split()
    return this.#fields[at - 1]
  }

  set(index: number, value: Value): void {
    const at = checked(index)
    if (at === 0) return this.read(toText(value, this.variables.convfmt))
    this.split()
    if (at > this.#fields.length) this.setCount(at)
    this.#fields[at - 1] = value
    this.#isJoined = false
  }

  /** By what FS is by now. */
  split(): void {
    if (this.#isSplit) return
    this.#isSplit = true
    const pieces = this.variables.splitter(toText(this.#whole, ''))
    this.#fields = pieces.map((piece) => new Input(piece))
  }
}

const checked = (index: number): number => {
  const at = toInteger(index)
  if (at < 0) throw new RunError(`negative field index $${at}`)
  return at
}
