import type { ScriptNode } from 'just-bash'
import type { Node, Word } from './syntax'

const places = new Set(['line', 'sourceText', 'originalText'])

/** A tree without the places its nodes come from, and without what only looks different. */
export const shapeOf = (ast: ScriptNode): string =>
  JSON.stringify(ast, (key, value: unknown) => {
    if (places.has(key)) return undefined
    if (key === 'parts' && Array.isArray(value)) return joined(value as Word['parts'])
    return isNode(value) ? telling(value) : value
  })

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a node says, in one order: `false` and `null` are as good as nothing. */
const telling = (node: Node): Node =>
  Object.fromEntries(
    Object.entries(node)
      .filter(([, value]) => value !== false && value !== null)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )

/** Escaped characters are literal ones, and what was cut in pieces is one text. */
const joined = (parts: Word['parts']): Word['parts'] => {
  const whole: Word['parts'] = []
  for (const part of parts) {
    const last = whole.at(-1)
    const isText = part.type === 'Literal' || part.type === 'Escaped'
    if (isText && last?.type === 'Literal') last.value = `${last.value}${part.value}`
    else whole.push(isText ? { ...part, type: 'Literal' } : part)
  }
  return whole
}
