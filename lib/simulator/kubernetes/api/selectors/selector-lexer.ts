/** A word of a label selector: a sign, a bracket, a comma, or a name. The end is the empty word. */
export class SelectorWords {
  readonly #words: readonly string[]
  #at = 0

  constructor(text: string) {
    this.#words = text.match(/==|!=|[=!<>(),]|[^\s=!<>(),]+/g) ?? []
  }

  get next(): string {
    return this.#words[this.#at] ?? ''
  }

  take(): string {
    const word = this.next
    this.#at++
    return word
  }
}

/** Is it a key or a value rather than a sign? `in` and `notin` are both. */
export const isName = (word: string): boolean => word !== '' && !/^[=!<>(),]/.test(word)
