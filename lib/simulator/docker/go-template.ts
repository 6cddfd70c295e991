/** A template that the client could not parse or carry out; the message is the client's own. */
export class TemplateError extends Error {}

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly expression: string }
  | {
      readonly kind: 'range' | 'if' | 'with'
      readonly expression: string
      readonly body: Node[]
      readonly otherwise: Node[]
    }

/** The part of Go's text/template that people use with `--format`: fields, index, json, range, if, with, pipes. */
export function renderTemplate(template: string, data: unknown): string {
  const tokens = tokenise(template)
  const { nodes } = parse(tokens, 0)
  return render(nodes, data, data)
}

/** `\t` and `\n` as the client unescapes them in a format given on the command line. */
export const unescapeFormat = (format: string): string =>
  format.replace(/\\t/g, '\t').replace(/\\n/g, '\n')

function tokenise(template: string): Node[] {
  const tokens: Node[] = []
  let at = 0
  for (const match of template.matchAll(/\{\{(-?)\s*(.*?)\s*(-?)\}\}/gs)) {
    const before = template.slice(at, match.index)
    tokens.push({ kind: 'text', text: match[1] ? before.trimEnd() : before })
    tokens.push({ kind: 'value', expression: match[2] ?? '' })
    at = match.index + match[0].length
  }
  const rest = template.slice(at)
  if (rest.includes('{{'))
    throw new TemplateError('Template parsing error: template: :1: unclosed action')
  return [...tokens, { kind: 'text', text: rest }]
}

function parse(
  tokens: readonly Node[],
  from: number,
): { nodes: Node[]; next: number; end: string } {
  const nodes: Node[] = []
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at]
    if (token?.kind !== 'value') {
      if (token) nodes.push(token)
      continue
    }
    const block = /^(range|if|with)\s+(.*)$/s.exec(token.expression)
    if (token.expression === 'end' || token.expression === 'else')
      return { nodes, next: at, end: token.expression }
    if (!block) {
      nodes.push(token)
      continue
    }
    const body = parse(tokens, at + 1)
    const otherwise =
      body.end === 'else' ? parse(tokens, body.next + 1) : { nodes: [], next: body.next }
    nodes.push({
      kind: block[1] as 'range' | 'if' | 'with',
      expression: block[2] ?? '',
      body: body.nodes,
      otherwise: otherwise.nodes,
    })
    at = otherwise.next
  }
  return { nodes, next: tokens.length, end: '' }
}

function render(nodes: readonly Node[], dot: unknown, root: unknown): string {
  return nodes.map((node) => renderNode(node, dot, root)).join('')
}

function renderNode(node: Node, dot: unknown, root: unknown): string {
  if (node.kind === 'text') return node.text
  if (node.kind === 'value')
    return show(evaluate(node.expression.replace(/^\$\w*\s*:?=.*$/s, '""'), dot, root))
  const variables = /^(?:\$(\w+)\s*,\s*)?(?:\$(\w+)\s*:=\s*)?(.*)$/s.exec(node.expression)
  const value = evaluate(variables?.[3] ?? node.expression, dot, root)
  if (node.kind === 'if') return render(truthy(value) ? node.body : node.otherwise, dot, root)
  if (node.kind === 'with')
    return truthy(value) ? render(node.body, value, root) : render(node.otherwise, dot, root)
  const items = Object.entries((value ?? {}) as Record<string, unknown>)
  if (items.length === 0) return render(node.otherwise, dot, root)
  return items
    .map(([key, item]) => {
      const names = {
        ...(variables?.[1] ? { [variables[1]]: key } : {}),
        ...(variables?.[2] ? { [variables[2]]: item } : {}),
      }
      return render(node.body, item, { ...(root as object), $names: names })
    })
    .join('')
}

function evaluate(expression: string, dot: unknown, root: unknown): unknown {
  const stages = expression.split(/\s*\|\s*(?=(?:[^"]*"[^"]*")*[^"]*$)/)
  return stages.reduce<unknown>(
    (piped, stage, at) => call(words(stage), at === 0 ? [] : [piped], dot, root),
    undefined,
  )
}

const words = (stage: string): string[] => stage.match(/"(?:[^"\\]|\\.)*"|\([^)]*\)|\S+/g) ?? []

function call(
  terms: readonly string[],
  piped: readonly unknown[],
  dot: unknown,
  root: unknown,
): unknown {
  const [name = '', ...rest] = terms
  const action = functions[name]
  const values = [...rest.map((term) => operand(term, dot, root)), ...piped]
  if (!action) {
    const found = operand(name, dot, root)
    return typeof found === 'function'
      ? (found as (...given: unknown[]) => unknown)(...values)
      : found
  }
  if (name === 'index' && typeof values[0] === 'string' && typeof values[1] === 'string')
    throw new TemplateError(
      `failed to execute template: template: :1:2: executing "" at <${terms.join(' ')}>: error calling index: cannot index slice/array with type string`,
    )
  return action(values)
}

const functions: Readonly<Record<string, (values: unknown[]) => unknown>> = {
  json: ([value]) => JSON.stringify(value),
  index: ([from, ...keys]) =>
    keys.reduce<unknown>(
      (at, key) => (at as Record<string, unknown> | undefined)?.[String(key)],
      from,
    ),
  len: ([value]) => (typeof value === 'string' ? value.length : Object.keys(value ?? {}).length),
  print: (values) => values.map(show).join(' '),
  println: (values) => `${values.map(show).join(' ')}\n`,
  lower: ([value]) => show(value).toLowerCase(),
  upper: ([value]) => show(value).toUpperCase(),
  join: ([list, separator]) => (list as unknown[]).map(show).join(String(separator)),
  split: ([text, separator]) => String(text).split(String(separator)),
  eq: ([left, ...rights]) => rights.includes(left),
  ne: ([left, right]) => left !== right,
  not: ([value]) => !truthy(value),
  and: (values) => values.find((value) => !truthy(value)) ?? values.at(-1),
  or: (values) => values.find(truthy) ?? values.at(-1),
}

function operand(term: string, dot: unknown, root: unknown): unknown {
  if (term.startsWith('"')) return JSON.parse(term) as string
  if (term.startsWith('(')) return evaluate(term.slice(1, -1), dot, root)
  if (/^-?\d+$/.test(term)) return Number(term)
  if (term === 'true' || term === 'false') return term === 'true'
  const names = (root as { $names?: Record<string, unknown> } | null)?.$names ?? {}
  const variable = /^\$(\w*)(.*)$/.exec(term)
  if (variable) return path(variable[1] ? names[variable[1]] : root, variable[2] ?? '', term)
  if (term.startsWith('.')) return path(dot, term, term)
  throw new TemplateError(`Template parsing error: template: :1: function "${term}" not defined`)
}

/** Go tells of a chain of fields where its second one stands; of one field, where it stands itself. */
const placeOf = (term: string): number => Math.max(0, term.indexOf('.', 1)) + 2

function path(from: unknown, dotted: string, term: string): unknown {
  return dotted
    .split('.')
    .filter((name) => name !== '')
    .reduce<unknown>((at, name) => {
      if (at === null || at === undefined) return undefined
      if (typeof at !== 'object' || !(name in at))
        throw new TemplateError(
          `Template parsing error: template: :1:${placeOf(term)}: executing "" at <${term}>: map has no entry for key "${name}"`,
        )
      return (at as Record<string, unknown>)[name]
    }, from)
}

const truthy = (value: unknown): boolean =>
  Boolean(value) && (typeof value !== 'object' || Object.keys(value as object).length > 0)

function show(value: unknown): string {
  if (value === undefined || value === null) return '<no value>'
  if (Array.isArray(value)) return `[${value.map(show).join(' ')}]`
  if (typeof value === 'object')
    return `map[${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => `${key}:${show(each)}`)
      .join(' ')}]`
  return typeof value === 'string' ? value : JSON.stringify(value)
}
