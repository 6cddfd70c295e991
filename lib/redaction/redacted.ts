import { formsOf } from './encodings'
import { mask, withoutSecretForms } from './secret-forms'

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
export function redacted(text: string): string {
  const clean = knownForms().reduce(
    (rest, form) => (rest.includes(form) ? rest.replaceAll(form, mask) : rest),
    text,
  )
  return withoutSecretForms(clean)
}
