import { formsOf } from './encodings'
import { keySpans, mask, type Span, withoutTokens } from './secret-forms'

const secrets = new Set<string>()
let known: readonly string[] | undefined = []

/** From now on nothing that `redacted` lets pass contains this text, in any of its forms. */
export function remember(secret: string): void {
  if (secrets.has(secret)) return
  secrets.add(secret)
  known = undefined
}

/** All forms of all secrets of this process, the longest first: the shorter may be part of them. */
export function knownForms(): readonly string[] {
  known ??= [...new Set([...secrets].flatMap(formsOf))].sort((a, b) => b.length - a.length)
  return known
}

/** The text with `***` in place of every secret that this process knows, in any form, and of whatever looks like one. */
export const redacted = (text: string): string =>
  withoutTokens(masked(text, [...knownSpans(text), ...keySpans(text)]))

const knownSpans = (text: string): Span[] =>
  knownForms().flatMap((form) => {
    const spans: Span[] = []
    for (let from = text.indexOf(form); from >= 0; from = text.indexOf(form, from + form.length))
      spans.push({ from, to: from + form.length })
    return spans
  })

/** Spans that overlap are one: a short secret may stand, by chance, in the middle of a key that nobody has named. */
function masked(text: string, spans: readonly Span[]): string {
  let [clean, at] = ['', 0]
  for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
    if (from >= at) clean += text.slice(at, from) + mask
    at = Math.max(at, to)
  }
  return clean + text.slice(at)
}
