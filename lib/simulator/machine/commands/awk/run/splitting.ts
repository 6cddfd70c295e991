import type { Regex } from '../regex/regex'
import type { Regexes } from './regexes'

/** Takes a text apart. */
export type Splitter = (text: string) => readonly string[]

/** By what FS says: a blank stands for runs of blanks, one character for itself, nothing for between all characters. */
export const splitterOf = (separator: string, regexes: Regexes): Splitter => {
  if (separator === ' ') return (text) => text.match(/[^ \t\n]+/g) ?? []
  if (separator === '') return (text) => text.split('')
  if (separator.length === 1) return (text) => (text === '' ? [] : text.split(separator))
  return splitterBy(regexes.of(separator))
}

/** What matches nothing separates nothing. */
export const splitterBy =
  (regex: Regex): Splitter =>
  (text) => {
    if (text === '') return []
    const pieces: string[] = []
    let from = 0
    for (let match = regex.find(text); match; match = regex.find(text, match.end)) {
      if (match.end === match.start) {
        if (match.end >= text.length) break
        match = { start: match.start, end: match.end + 1 }
        continue
      }
      pieces.push(text.slice(from, match.start))
      from = match.end
    }
    return [...pieces, text.slice(from)]
  }
