import { UsageError } from '../options'

/** How two keys are compared, by the letters of sort's options: n g h V M f d i b r. */
export interface Key {
  readonly from: Place
  readonly to: Place | undefined
  readonly letters: string
}

interface Place {
  readonly field: number
  /** 0: to the end of the field. */
  readonly character: number
  readonly skipsBlanks: boolean
}

/** `2,2nr`, `1.3,1.4`. */
export const keyOf = (notation: string): Key => {
  const [from = '', to] = notation.split(',')
  const [start, letters] = placeOf(from, notation, 1)
  if (to === undefined) return { from: start, to: undefined, letters }
  const [stop, more] = placeOf(to, notation, 0)
  return { from: start, to: stop, letters: letters + more }
}

const placeOf = (text: string, whole: string, character: number): [Place, string] => {
  const [, field, , at, letters = ''] = /^(\d+)(\.(\d+))?([bdfgiMhnRrV]*)$/.exec(text) ?? []
  if (field === undefined) {
    if (/^\d/.test(text))
      throw new KeyError(`stray character in field spec: invalid field specification ‘${whole}’`)
    throw new KeyError(`invalid number at field start: invalid count at start of ‘${whole}’`)
  }
  if (field === '0')
    throw new KeyError(`field number is zero: invalid field specification ‘${whole}’`)
  return [
    {
      field: Number(field),
      character: Number(at ?? character),
      skipsBlanks: letters.includes('b'),
    },
    letters,
  ]
}

/** Without the hint at --help. */
export class KeyError extends UsageError {
  constructor(problem: string) {
    super('sort', problem)
    this.message = `sort: ${problem}\n`
  }
}

/** The piece of a line that a key names. `separator` undefined: fields begin with the blanks before them. */
export const keyIn = (
  line: string,
  { from, to, letters }: Key,
  separator: string | undefined,
): string => {
  const fields = fieldsOf(line, separator)
  const skips = (place: Place): boolean => place.skipsBlanks || letters.includes('b')
  const offset = (place: Place): number => {
    const field = fields[place.field - 1]
    if (!field) return line.length
    const blanks = skips(place)
      ? (/^[ \t]*/.exec(line.slice(field.start, field.end))?.[0].length ?? 0)
      : 0
    return field.start + blanks
  }
  const start = Math.min(line.length, offset(from) + from.character - 1)
  if (to === undefined) return line.slice(start)
  const field = fields[to.field - 1]
  const stop = to.character === 0 ? (field?.end ?? line.length) : offset(to) + to.character
  return line.slice(start, Math.max(start, Math.min(line.length, stop)))
}

const fieldsOf = (
  line: string,
  separator: string | undefined,
): { start: number; end: number }[] => {
  const fields: { start: number; end: number }[] = []
  if (separator === undefined) {
    for (const { 0: text, index } of line.matchAll(/[ \t]*[^ \t]+|[ \t]+$/g))
      fields.push({ start: index, end: index + text.length })
    return fields
  }
  let start = 0
  for (;;) {
    const end = line.indexOf(separator, start)
    fields.push({ start, end: end < 0 ? line.length : end })
    if (end < 0) return fields
    start = end + separator.length
  }
}
