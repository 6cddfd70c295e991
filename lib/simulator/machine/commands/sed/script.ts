import { SedError } from './command'

/** The text of a program, of all `-e`, read from its beginning on. */
export class Script {
  at = 0
  readonly text: string
  readonly #starts: number[] = []

  constructor(parts: readonly string[]) {
    let start = 0
    for (const part of parts) {
      this.#starts.push(start)
      start += part.length + 1
    }
    this.text = parts.join('\n')
  }

  get next(): string | undefined {
    return this.text[this.at]
  }

  take(): string | undefined {
    return this.text[this.at++]
  }

  takes(char: string): boolean {
    if (this.next !== char) return false
    this.at++
    return true
  }

  skip(characters: RegExp): void {
    while (this.next !== undefined && characters.test(this.next)) this.at++
  }

  takeWhile(characters: RegExp): string {
    const from = this.at
    this.skip(characters)
    return this.text.slice(from, this.at)
  }

  number(): number | undefined {
    const digits = this.takeWhile(/\d/)
    return digits === '' ? undefined : Number(digits)
  }

  /** Names the expression, and how many of its characters had been read. */
  wrong(problem: string, at = Math.min(this.at, this.text.length)): SedError {
    const expression = Math.max(0, this.#starts.filter((start) => start <= at).length - 1)
    const char = at === 0 ? 0 : at - (this.#starts[expression] ?? 0)
    return new SedError(`-e expression #${expression + 1}, char ${char}: ${problem}`)
  }

  /** Up to a delimiter, which is taken, too; undefined: there is none. In a pattern `\n` is a new line. */
  upTo(delimiter: string, isPattern: boolean): string | undefined {
    let text = ''
    for (;;) {
      const set = isPattern ? characterSet.exec(this.text.slice(this.at))?.[0] : undefined
      if (set !== undefined && delimiter !== '[') {
        text += set
        this.at += set.length
        continue
      }
      let char = this.take()
      if (char === undefined || (char === '\n' && isPattern)) {
        this.at--
        return undefined
      }
      if (char === delimiter) return text
      if (char === '\\') {
        char = this.take()
        if (char === undefined) {
          this.at--
          return undefined
        }
        if (char === 'n' && isPattern && delimiter !== 'n') char = '\n'
        else if (char !== delimiter || (!isPattern && char === '&')) text += '\\'
      }
      text += char
    }
  }
}

/** In it a delimiter means nothing. */
const characterSet = /^\[\^?\]?(?:\[([:.=]).*?\1\]|[^\]\n])*\]/

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  f: '\f',
  v: '\v',
  r: '\r',
  a: '\x07',
}

/** What a letter behind a backslash stands for, to patterns and texts alike. */
export const escapeOf = (letter: string): string | undefined => letters[letter]

/** `\x41`, `\o101`, `\d065`; `protect` keeps what they make from meaning more than itself. */
export const withCodes = (text: string, protect: (char: string) => string): string =>
  text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|o([0-7]{1,3})|d(\d{1,3})|([^]))/g,
    (whole, hex?: string, octal?: string, decimal?: string, other?: string) => {
      if (other !== undefined) return whole
      const code =
        hex !== undefined
          ? parseInt(hex, 16)
          : octal !== undefined
            ? parseInt(octal, 8)
            : Number(decimal)
      return protect(String.fromCharCode(code))
    },
  )
