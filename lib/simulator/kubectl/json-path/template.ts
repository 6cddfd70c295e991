import { JsonPathError } from './json-path-error'
import { parsePath, type Path } from './path'
import { select, type Selecting } from './select'

/** A piece of a template: text, a path, or what is repeated for everything that a path selects. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'range'; readonly path: Path; readonly body: readonly Piece[] }

/** Reads a template: text, and actions between braces. Throws JsonPathError. */
export function parseTemplate(template: string): readonly Piece[] {
  const open: { path: Path; pieces: Piece[] }[] = [{ path: parsePath(''), pieces: [] }]
  const add = (piece: Piece): void => void open.at(-1)!.pieces.push(piece)
  const close = (): void => {
    const { path, pieces } = open.pop()!
    add({ kind: 'range', path, body: pieces })
  }
  for (const [piece] of template.matchAll(
    /\{(?:"(?:\\.|[^"])*"|'(?:\\.|[^'])*'|[^{}"'])*\}?|[^{]+/g,
  )) {
    if (!piece.startsWith('{')) add({ kind: 'text', text: piece })
    else if (!piece.endsWith('}')) throw new JsonPathError('unclosed action')
    else {
      const action = piece.slice(1, -1).trim()
      if (action.startsWith('range'))
        open.push({ path: parsePath(action.slice(5).trim()), pieces: [] })
      else if (action !== 'end') for (const each of actionPieces(action)) add(each)
      else if (open.length > 1) close()
      else throw new JsonPathError('not in range, nothing to end')
    }
  }
  while (open.length > 1) close()
  return open[0]!.pieces
}

/** An action holds paths and quoted texts, one after the other. */
function actionPieces(action: string): Piece[] {
  const parts = action.match(
    /"(?:\\.|[^"])*"|'(?:\\.|[^'])*'|(?:\[(?:'[^']*'|"[^"]*"|[^\]'"])*\]|\\.|[^\s"'[])+/g,
  )
  // What no part covers is a bracket that nothing closes: reading the path tells of it.
  if (withoutBlanks((parts ?? []).join('')) !== withoutBlanks(action)) parsePath(action)
  return (parts ?? []).map((part) =>
    /^["']/.test(part)
      ? { kind: 'text', text: unquoted(part) }
      : { kind: 'path', path: parsePath(part) },
  )
}

const withoutBlanks = (text: string): string => text.replaceAll(/\s/g, '')

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

const unquoted = (text: string): string =>
  text.slice(1, -1).replaceAll(/\\(.)/g, (_, char: string) => escapes[char] ?? char)

/** Everything that the template says of an object, as text. */
export function renderPieces(pieces: readonly Piece[], current: unknown, how: Selecting): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text
      const found = select(piece.path, current, how)
      if (piece.kind === 'range')
        return found.map((each) => renderPieces(piece.body, each, how)).join('')
      return found.map(asText).join(' ')
    })
    .join('')
}

/** Everything that the template's paths select, one after the other. */
export const selectPieces = (pieces: readonly Piece[], root: unknown, how: Selecting): unknown[] =>
  pieces.flatMap((piece) => (piece.kind === 'path' ? select(piece.path, root, how) : []))

const asText = (value: unknown): string =>
  value === null ? '<nil>' : typeof value === 'string' ? value : JSON.stringify(value)
