import { RegexError } from '../../regex/regex-error'
import { RunError } from '../awk-error'
import { compileRegex, type Regex } from '../regex/regex'

/** Expressions that are made as the program runs: each is compiled once. */
export class Regexes {
  readonly #known = new Map<string, Regex>()

  /** Throws RunError for what is none. */
  of(pattern: string): Regex {
    let regex = this.#known.get(pattern)
    if (!regex) this.#known.set(pattern, (regex = compiled(pattern)))
    return regex
  }
}

const compiled = (pattern: string): Regex => {
  try {
    return compileRegex(pattern)
  } catch (error) {
    if (!(error instanceof RegexError)) throw error
    throw new RunError(`regular expression compile failed (${error.message})\n${pattern}`)
  }
}
