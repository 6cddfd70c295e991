import { type Json } from './json'

/** How Go names the type of a JSON value. */
export function goJsonType(value: Json): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

/** Why a text is no JSON, in the words of Go's `encoding/json`: the first sign that can't be there, and where it stands. */
export function jsonMistake(text: string): string {
  const found = new Scanner(text).mistake()
  if (found === undefined || found.sign === '') return 'unexpected end of JSON input'
  const sign = found.sign === "'" ? "\\'" : quotedInGo(found.sign)
  return `invalid character '${sign}' ${found.where}`
}

interface Mistake {
  readonly sign: string
  readonly where: string
}

class Scanner {
  #at = 0

  constructor(private readonly text: string) {}

  mistake(): Mistake | undefined {
    return (
      this.#value() ?? (this.#space() === '' ? undefined : this.#wrong('after top-level value'))
    )
  }

  #value(): Mistake | undefined {
    const sign = this.#space()
    if (sign === '{') return this.#object()
    if (sign === '[') return this.#array()
    if (sign === '"') return this.#string()
    if (/[-\d]/.test(sign)) return this.#number()
    const literal = ['true', 'false', 'null'].find((word) => word[0] === sign)
    return literal ? this.#literal(literal) : this.#wrong('looking for beginning of value')
  }

  #object(): Mistake | undefined {
    this.#at++
    if (this.#space() === '}') return this.#step()
    for (;;) {
      if (this.#space() !== '"') return this.#wrong('looking for beginning of object key string')
      const wrong = this.#string()
      if (wrong) return wrong
      if (this.#space() !== ':') return this.#wrong('after object key')
      this.#at++
      const inside = this.#value()
      if (inside) return inside
      const next = this.#space()
      if (next === '}') return this.#step()
      if (next !== ',') return this.#wrong('after object key:value pair')
      this.#at++
    }
  }

  #array(): Mistake | undefined {
    this.#at++
    if (this.#space() === ']') return this.#step()
    for (;;) {
      const inside = this.#value()
      if (inside) return inside
      const next = this.#space()
      if (next === ']') return this.#step()
      if (next !== ',') return this.#wrong('after array element')
      this.#at++
    }
  }

  #string(): Mistake | undefined {
    for (this.#at++; this.#sign !== '"'; this.#at++) {
      if (this.#sign < ' ') return this.#wrong('in string literal')
      if (this.#sign !== '\\') continue
      this.#at++
      if (!/["\\/bfnrtu]/.test(this.#sign)) return this.#wrong('in string escape code')
    }
    return this.#step()
  }

  #number(): Mistake | undefined {
    const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/.exec(this.text.slice(this.#at))
    if (number) {
      this.#at += number[0].length
      return undefined
    }
    this.#at++
    return this.#wrong('in numeric literal')
  }

  #literal(word: string): Mistake | undefined {
    for (const sign of word) {
      if (this.#sign !== sign) return this.#wrong(`in literal ${word} (expecting '${sign}')`)
      this.#at++
    }
    return undefined
  }

  #step(): undefined {
    this.#at++
  }

  /** The next sign that is no space; nothing at the end. */
  #space(): string {
    while (/[ \t\r\n]/.test(this.#sign)) this.#at++
    return this.#sign
  }

  get #sign(): string {
    return this.text[this.#at] ?? ''
  }

  #wrong(where: string): Mistake {
    return { sign: this.#sign, where }
  }
}

const shortInGo: Readonly<Record<string, string>> = { '07': '\\a', '0b': '\\v' }

/** A sign between single quotes. */
const quotedInGo = (sign: string): string =>
  JSON.stringify(sign)
    .slice(1, -1)
    .replace('\\"', '"')
    .replace(/\\u00(..)/, (_, code: string) => shortInGo[code] ?? `\\x${code}`)
