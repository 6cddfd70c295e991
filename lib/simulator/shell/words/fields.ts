import { asPattern } from './patterns'

/** Where the pieces go that a word expands to. */
export interface Receiver {
  /** All goes into one text, also `$*`. */
  readonly isOne: boolean

  /** Written in the script, without quotes: wildcards count. */
  literal(text: string): void
  /** Stands for itself. */
  quoted(text: string): void
  /** What an expansion outside of quotes gave: it is split, and wildcards in it count. */
  split(text: string): void
  /** The next of several fields begins. */
  next(): void
}

export interface Field {
  readonly text: string
  /** The same with what is quoted escaped, where it has wildcards. */
  readonly pattern: string | undefined
}

const wildcard = /[*?[]|[@+!]\(/

/** Splits what a word expands to into fields, by IFS. */
export class Fields implements Receiver {
  readonly isOne = false
  readonly all: Field[] = []
  #text = ''
  #pattern = ''
  #wild = false
  #begun = false

  constructor(private readonly ifs: string) {}

  literal(text: string): void {
    this.#add(text, text)
    if (wildcard.test(text)) this.#wild = true
  }

  quoted(text: string): void {
    this.#begun = true
    this.#add(text, asPattern(text))
  }

  split(text: string): void {
    const { ifs } = this
    let from = 0
    for (let at = 0; at < text.length; at++) {
      if (!ifs.includes(text[at] ?? '')) continue
      if (at > from) this.literal(text.slice(from, at))
      from = this.#separate(text, at)
      at = from - 1
    }
    if (from < text.length) this.literal(text.slice(from))
  }

  next(): void {
    if (this.#begun)
      this.all.push({ text: this.#text, pattern: this.#wild ? this.#pattern : undefined })
    this.#text = this.#pattern = ''
    this.#wild = this.#begun = false
  }

  /** Where the separator that begins here ends: white space, at most one other character of IFS, white space. */
  #separate(text: string, at: number): number {
    const { ifs } = this
    const skipSpace = (from: number): number => {
      let end = from
      while (end < text.length && ifs.includes(text[end] ?? '') && isSpace(text[end] ?? '')) end++
      return end
    }
    let end = skipSpace(at)
    const follows = text[end] ?? ''
    const isDelimiter = follows !== '' && ifs.includes(follows)
    if (isDelimiter) {
      this.#begun = true
      end = skipSpace(end + 1)
    }
    this.next()
    return end
  }

  #add(text: string, pattern: string): void {
    if (text === '') return
    this.#begun = true
    this.#text += text
    this.#pattern += pattern
  }
}

const isSpace = (char: string): boolean => char === ' ' || char === '\t' || char === '\n'

/** One text, whatever is in it: what is assigned, a here-document, the word of `case`. */
export class OneText implements Receiver {
  readonly isOne = true
  text = ''

  literal(text: string): void {
    this.text += text
  }

  quoted(text: string): void {
    this.text += text
  }

  split(text: string): void {
    this.text += text
  }

  next(): void {
    this.text += ' '
  }
}

/** A pattern, in which `quote` makes that what is quoted stands for itself. */
export class PatternText extends OneText {
  constructor(private readonly quote: (text: string) => string = asPattern) {
    super()
  }

  override quoted(text: string): void {
    this.text += this.quote(text)
  }
}
