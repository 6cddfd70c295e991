import { formatted } from './format'
import { isWhole, looksNumeric, numberAtStart } from './numbers'

/** Text that came from outside: it is compared as a number where it looks like one. Each character is a byte. */
export class Input {
  #number: number | undefined
  #isNumeric: boolean | undefined

  constructor(readonly text: string) {}

  get number(): number {
    return (this.#number ??= numberAtStart(this.text))
  }

  get isNumeric(): boolean {
    return (this.#isNumeric ??= looksNumeric(this.text))
  }
}

/** Undefined is what nobody has set: both "" and 0. */
export type Value = number | string | Input | undefined

export const toNumber = (value: Value): number => {
  if (typeof value === 'number') return value
  if (value === undefined) return 0
  return typeof value === 'string' ? numberAtStart(value) : value.number
}

/** `format` is CONVFMT's, or what print has: OFMT's. */
export const toText = (value: Value, format: string): string => {
  if (typeof value === 'string') return value
  if (value === undefined) return ''
  if (typeof value !== 'number') return value.text
  // There is no -0 among whole numbers.
  return isWhole(value) ? String(value + 0 || 0) : formatted('sprintf', format, [value], format)
}

export const isTrue = (value: Value): boolean => {
  if (typeof value === 'number') return value !== 0
  if (value === undefined) return false
  if (typeof value === 'string') return value !== ''
  return value.isNumeric ? value.number !== 0 : value.text !== ''
}

/** Below, at or above 0: as numbers where neither is a text, else by their bytes. */
export const compared = (left: Value, right: Value, format: string): number => {
  if (isNumber(left) && isNumber(right)) {
    const [one, other] = [toNumber(left), toNumber(right)]
    return one < other ? -1 : one > other ? 1 : 0
  }
  const [one, other] = [toText(left, format), toText(right, format)]
  return one < other ? -1 : one > other ? 1 : 0
}

const isNumber = (value: Value): boolean =>
  typeof value === 'number' || value === undefined || (value instanceof Input && value.isNumeric)
