import { TemplateError } from './template-error'

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly expression: string }
  | {
      readonly kind: 'range' | 'if' | 'with'
      readonly expression: string
      readonly body: Node[]
      readonly otherwise: Node[]
    }

/** Takes a template apart: text, values, and the blocks that nest. `name`: the template's own, for errors. */
export function parseTemplate(template: string, name: string): Node[] {
  const { nodes, end } = parse(tokenise(template, name), 0)
  if (end === undefined) return nodes
  throw new TemplateError('parse', `template: ${name}:1: unexpected {{${end}}}`)

  function parse(tokens: readonly Node[], from: number, inBlock = false): Parsed {
    const nodes: Node[] = []
    for (let at = from; at < tokens.length; at++) {
      const token = tokens[at]!
      const expression = token.kind === 'value' ? token.expression : ''
      const [ending] = /^(end$|else\b)/.exec(expression) ?? []
      if (ending) return { nodes, next: at, end: expression }
      const block = /^(range|if|with)\s+(.*)$/s.exec(expression)
      if (!block) {
        if (!/^\/\*.*\*\/$/s.test(expression)) nodes.push(token)
        continue
      }
      const body = parse(tokens, at + 1, true)
      const otherwise = elseOf(tokens, body)
      nodes.push({
        kind: block[1] as 'range' | 'if' | 'with',
        expression: block[2] ?? '',
        body: body.nodes,
        otherwise: otherwise.nodes,
      })
      at = otherwise.next
    }
    if (inBlock) throw new TemplateError('parse', `template: ${name}:1: unexpected EOF`)
    return { nodes, next: tokens.length, end: undefined }
  }

  /** `else if` is an if of its own within the else, and shares the end. */
  function elseOf(tokens: readonly Node[], { next, end = '' }: Parsed): Parsed {
    if (end === 'end') return { nodes: [], next, end }
    const rest = end.slice('else'.length).trim()
    if (rest === '') return parse(tokens, next + 1, true)
    const chained = tokens.with(next, { kind: 'value', expression: rest })
    const body = parse(chained, next + 1, true)
    const otherwise = elseOf(chained, body)
    const node: Node = {
      kind: 'if',
      expression: rest.replace(/^if\s+/, ''),
      body: body.nodes,
      otherwise: otherwise.nodes,
    }
    return { nodes: [node], next: otherwise.next, end: 'end' }
  }
}

interface Parsed {
  readonly nodes: Node[]
  readonly next: number
  readonly end: string | undefined
}

function tokenise(template: string, name: string): Node[] {
  const tokens: Node[] = []
  let at = 0
  let trims = false
  const addText = (text: string): void =>
    void tokens.push({ kind: 'text', text: trims ? text.trimStart() : text })
  for (const match of template.matchAll(
    /\{\{(-\s)?\s*((?:"(?:\\.|[^"\\])*"|`[^`]*`|.)*?)\s*(\s-)?\}\}/gs,
  )) {
    const before = template.slice(at, match.index)
    addText(match[1] ? before.trimEnd() : before)
    tokens.push({ kind: 'value', expression: match[2] ?? '' })
    trims = match[3] !== undefined
    at = match.index + match[0].length
  }
  const rest = template.slice(at)
  if (rest.includes('{{')) throw new TemplateError('parse', `template: ${name}:1: unclosed action`)
  addText(rest)
  return tokens
}
