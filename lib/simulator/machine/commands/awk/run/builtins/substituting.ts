import type { Match, Regex } from '../../regex/regex'

/** A text with matches replaced; `&` is what was found. Nothing is found where something was just found. */
export const substituted = (
  text: string,
  regex: Regex,
  replacement: string,
  isGlobal: boolean,
): { readonly changed: string; readonly count: number } => {
  const pieces = piecesOf(replacement)
  let [changed, at, count] = ['', 0, 0]
  for (const { start, end } of matches(text, regex)) {
    changed += text.slice(at, start) + filled(pieces, text.slice(start, end))
    at = end
    count++
    if (!isGlobal) break
  }
  return { changed: changed + text.slice(at), count }
}

function* matches(text: string, regex: Regex): Generator<Match> {
  let last = -1
  for (let from = 0; from <= text.length;) {
    const match = regex.find(text, from)
    if (!match) return
    const isEmpty = match.end === match.start
    if (!isEmpty || match.start !== last) yield match
    last = match.end
    from = isEmpty ? match.end + 1 : match.end
  }
}

/** Its text, with nothing in place of each `&`. */
type Pieces = readonly (string | undefined)[]

const piecesOf = (replacement: string): Pieces =>
  (replacement.match(/\\[\\&]|&|[^\\&]+|\\/g) ?? []).map((piece) => {
    if (piece === '&') return undefined
    return piece.length === 2 && piece.startsWith('\\') ? piece.slice(1) : piece
  })

const filled = (pieces: Pieces, found: string): string =>
  pieces.map((piece) => piece ?? found).join('')
