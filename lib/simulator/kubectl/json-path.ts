import { KubectlFailure } from './failure'

/**
 * kubectl's JSONPath templates: text, `{.a.b[0]}`, `{.items[*].x}`, `['a.b']`, `\.`, filters
 * `[?(@.type=="Ready")]`, `{"\n"}` and `{range …}…{end}`.
 */
export function renderJsonPath(template: string, root: unknown): string {
  const pieces = template.match(/\{(?:"(?:[^"\\]|\\.)*"|[^{}])*\}|[^{}]+/g) ?? []
  const [text] = render(pieces, 0, root, root)
  return text
}

function render(
  pieces: readonly string[],
  from: number,
  current: unknown,
  root: unknown,
): [string, number] {
  let text = ''
  let i = from
  for (; i < pieces.length; i += 1) {
    const piece = pieces[i] ?? ''
    const body = piece.startsWith('{') ? piece.slice(1, -1).trim() : undefined
    if (body === undefined) text += piece
    else if (body === 'end') return [text, i]
    else if (body.startsWith('"')) text += JSON.parse(body) as string
    else if (body.startsWith('range ')) {
      const [inner, end] = renderRange(pieces, i + 1, select(body.slice(6), current, root), root)
      text += inner
      i = end
    } else text += select(body, current, root).map(asText).join(' ')
  }
  return [text, i]
}

function renderRange(
  pieces: readonly string[],
  from: number,
  values: unknown[],
  root: unknown,
): [string, number] {
  let text = ''
  let [, end] = render(pieces, from, undefined, root)
  for (const value of values) {
    const [inner, at] = render(pieces, from, value, root)
    text += inner
    end = at
  }
  return [text, end]
}

const step =
  /^(?:\.\.|\.?\*|\.?\[\*\]|\.?\[(-?\d+)\]|\.?\['([^']+)'\]|\.?\[\?\(@((?:\\.|[^=!\s)])*)\s*(?:(==|!=)\s*"?'?([^"')]*)'?"?)?\)\]|\.((?:\\.|[^.[\]\s])+))/

function select(path: string, current: unknown, root: unknown): unknown[] {
  let rest = path.trim().replace(/^[$@]/, '')
  let values = [path.trim().startsWith('$') ? root : current]
  while (rest && rest !== '.') {
    const match = step.exec(rest)
    if (!match)
      throw new KubectlFailure(`error: error parsing jsonpath ${path}, unrecognized: ${rest}`)
    rest = rest.slice(match[0].length)
    values = values.flatMap((value) => take(value, match, root))
  }
  return values
}

function take(value: unknown, match: RegExpExecArray, root: unknown): unknown[] {
  const [whole, index, quoted, filterPath, operator, wanted, field] = match
  if (filterPath !== undefined)
    return children(value).filter((child) => {
      const [found] = select(filterPath, child, root)
      if (operator === undefined) return found !== undefined
      return (asText(found) === wanted) === (operator === '==')
    })
  if (index !== undefined)
    return present(Array.isArray(value) ? value.at(Number(index)) : undefined)
  const key = quoted ?? field?.replace(/\\(.)/g, '$1')
  if (key === undefined || whole.endsWith('*]')) return children(value)
  return present((value as Record<string, unknown> | null | undefined)?.[key])
}

const present = (value: unknown): unknown[] => (value === undefined ? [] : [value])

const children = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value && typeof value === 'object' ? Object.values(value) : []

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
