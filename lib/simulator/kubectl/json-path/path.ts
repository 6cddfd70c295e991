import { JsonPathError } from './json-path-error'

/** One step of a path: from what was selected so far to what is selected next. */
export type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'recursive' }
  | { readonly kind: 'identifier'; readonly name: string }
  | { readonly kind: 'slice'; readonly bounds: Bounds; readonly isIndex: boolean }
  | { readonly kind: 'union'; readonly paths: readonly Path[] }
  | { readonly kind: 'filter'; readonly filter: Filter }

export type Bounds = readonly [start?: number, end?: number, step?: number]

export interface Path {
  readonly fromRoot: boolean
  readonly steps: readonly Step[]
}

export interface Filter {
  readonly left: Path
  /** Without one the left side has but to be there. */
  readonly operator?: string
  readonly right?: Operand
}

export type Operand = { readonly value: string | number | boolean } | { readonly path: Path }

/** Reads `.a.b[0]`, `$.x`, `@.y`, `..z`, `['a\.b']`, `[1:3]`, `[*]`, `[?(@.type=="Ready")]`. Throws JsonPathError. */
export function parsePath(text: string): Path {
  const steps: Step[] = []
  let rest = text.replace(/^[$@]/, '')
  while (rest !== '') {
    const [taken, found] = nextStep(rest)
    if (found) steps.push(found)
    rest = rest.slice(taken)
  }
  return { fromRoot: text.startsWith('$'), steps }
}

function nextStep(rest: string): [taken: number, step?: Step] {
  if (rest.startsWith('..')) return [1, { kind: 'recursive' }]
  const [wildcard] = /^\.?\*/.exec(rest) ?? []
  if (wildcard) return [wildcard.length, { kind: 'wildcard' }]
  if (rest.startsWith('[')) {
    const end = closingBracket(rest)
    return [end + 1, inBrackets(rest.slice(1, end))]
  }
  const [whole, dot, name = ''] = /^(\.?)((?:\\.|[^.,[\]$@{}\s'"])*)/.exec(rest) ?? []
  if (!whole) throw unrecognized(rest)
  if (name === '') return [whole.length]
  return [
    whole.length,
    { kind: dot ? 'field' : 'identifier', name: name.replaceAll(/\\(.)/g, '$1') },
  ]
}

function closingBracket(text: string): number {
  const [whole] = /^\[(?:'(?:\\.|[^'])*'|"(?:\\.|[^"])*"|[^\]'"])*\]/.exec(text) ?? []
  if (whole) return whole.length - 1
  throw new JsonPathError(text.startsWith('[?') ? 'unterminated filter' : 'unterminated array')
}

function inBrackets(text: string): Step {
  if (text === '*') return { kind: 'wildcard' }
  if (text.startsWith('?(')) {
    if (!text.endsWith(')')) throw new JsonPathError('unterminated filter')
    return { kind: 'filter', filter: parseFilter(text.slice(2, -1)) }
  }
  const parts = text.split(/,(?=(?:[^']*'[^']*')*[^']*$)/)
  if (parts.length > 1)
    return { kind: 'union', paths: parts.map((part) => parsePath(`[${part.trim()}]`)) }
  const [, key] = /^'([^']*)'$/.exec(text) ?? []
  if (key !== undefined) return { kind: 'union', paths: [parsePath(`.${key}`)] }
  const [whole, start, end, step] = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text) ?? []
  if (!whole) throw new JsonPathError(`invalid array index ${text}`)
  const number = (bound: string | undefined): number | undefined =>
    bound === undefined || /^:?$/.test(bound) ? undefined : Number(bound.replace(':', ''))
  const bounds = [number(start), number(end), number(step)] as unknown as Bounds
  return { kind: 'slice', bounds, isIndex: end === undefined }
}

function parseFilter(text: string): Filter {
  const [, left = '', operator, right = ''] = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text) ?? []
  if (!operator) return { left: parsePath(text.trim()) }
  return { left: parsePath(left.trim()), operator, right: parseOperand(right.trim()) }
}

function parseOperand(text: string): Operand {
  const [, , quoted] = /^(["'])(.*)\1$/s.exec(text) ?? []
  if (quoted !== undefined) return { value: quoted }
  if (/^[-+]?\d+(\.\d+)?$/.test(text)) return { value: Number(text) }
  if (text === 'true' || text === 'false') return { value: text === 'true' }
  if (/^[$@.[]/.test(text)) return { path: parsePath(text) }
  throw unrecognized(text)
}

const unrecognized = (text: string): JsonPathError => {
  const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return new JsonPathError(`unrecognized character in action: U+${code} '${text[0]}'`)
}
