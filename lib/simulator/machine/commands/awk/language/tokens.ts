export interface Token {
  /** `number`, `string`, `regex`, `name`, `function name`, `builtin`, `end of line`, `end of file`, or the sign or word itself. */
  readonly kind: string
  /** As it is told in an error; the content of a string, an expression or a name. */
  readonly text: string
  readonly line: number
}

/** How many arguments they take. */
export const builtins: Readonly<Record<string, readonly [least: number, most: number]>> = {
  length: [0, 1], substr: [2, 3], index: [2, 2], split: [2, 3], sub: [2, 3], gsub: [2, 3], match: [2, 2], sprintf: [1, 255],
  tolower: [1, 1], toupper: [1, 1], sin: [1, 1], cos: [1, 1], atan2: [2, 2], exp: [1, 1], log: [1, 1], sqrt: [1, 1], int: [1, 1],
  rand: [0, 0], srand: [0, 1], system: [1, 1], close: [1, 1], fflush: [0, 1], systime: [0, 0], mktime: [1, 1], strftime: [0, 3],
} // prettier-ignore

export const words: ReadonlySet<string> = new Set(
  'BEGIN END function if else while do for in break continue next nextfile exit return delete print printf getline'.split(
    ' ',
  ),
)

/** The longest first. */
export const signs: readonly string[] =
  '&& || ++ -- += -= *= /= %= ^= == != <= >= >> !~ { } ( ) [ ] ; , + - * / % ^ ! > < | ? : ~ $ ='.split(
    ' ',
  )

/** Behind these a `/` divides; elsewhere it begins an expression. */
export const endsOperand: ReadonlySet<string> = new Set([
  'number',
  'string',
  'name',
  'regex',
  ')',
  ']',
  '$',
  'getline',
])

/** Lines may end behind these. */
export const continued: ReadonlySet<string> = new Set([
  '{',
  '&&',
  '||',
  ',',
  'do',
  'else',
  ';',
  '}',
  'end of line',
])
