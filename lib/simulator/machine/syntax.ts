/** A node of just-bash's syntax tree, as far as rewriting it needs. */
export interface Node {
  type?: string
  [key: string]: unknown
}

export interface WordPart {
  type: string
  value?: string
  [key: string]: unknown
}

export interface Word {
  readonly type: 'Word'
  readonly parts: WordPart[]
}

export interface SimpleCommand extends Node {
  type: 'SimpleCommand'
  assignments: unknown[]
  name: Word | null
  args: Word[]
  redirections: unknown[]
}

export interface Pipeline {
  readonly type: 'Pipeline'
  readonly commands: Node[]
  negated: boolean
}

export interface Statement {
  readonly type: 'Statement'
  readonly pipelines: Pipeline[]
  readonly operators: string[]
  readonly background: boolean
}

export interface Group extends Node {
  readonly body: Statement[]
}

export const isSimple = (node: Node): node is SimpleCommand => node.type === 'SimpleCommand'

export const wordOf = (value: string): Word => ({
  type: 'Word',
  parts: [{ type: 'Literal', value }],
})

/** `$?` */
export const statusWord = (): Word => ({
  type: 'Word',
  parts: [{ type: 'ParameterExpansion', parameter: '?', operation: null }],
})

export const commandNamed = (name: Word, ...args: Word[]): SimpleCommand => ({
  type: 'SimpleCommand',
  assignments: [],
  name,
  args,
  redirections: [],
})

export const pipelineOf = (command: Node): Pipeline => ({
  type: 'Pipeline',
  commands: [command],
  negated: false,
})

/** Pipelines with the `&&` and `||` between them. */
export const listOf = (pipelines: Pipeline[], operators: string[] = []): Statement => ({
  type: 'Statement',
  pipelines,
  operators,
  background: false,
})

export const groupOf = (...body: Statement[]): Group => ({ type: 'Group', body, redirections: [] })

/** The word's text where it is written out and nothing is to be expanded; `[` by itself is no pattern. */
export const literalOf = (word: Word | null): string | undefined => {
  const [only] = word?.parts ?? []
  if (word?.parts.length !== 1) return undefined
  if (only?.type === 'Glob' && only['pattern'] === '[') return '['
  return only?.type === 'Literal' ? only.value : undefined
}

/** Puts another node where `node` is. */
export const become = (node: Node, other: Node): void => {
  for (const key of Object.keys(node)) delete node[key]
  Object.assign(node, other)
}

/** A tree that may be changed while the other stays as it is. */
export const copyOf = <T>(node: T): T => {
  if (typeof node !== 'object' || node === null) return node
  if (Array.isArray(node)) return node.map(copyOf) as T
  const copy: Record<string, unknown> = {}
  for (const key in node) copy[key] = copyOf(node[key])
  return copy as T
}

/** Calls `look` for each node below and at `node`, children first. */
export const visit = (node: unknown, look: (node: Node) => void): void => {
  if (typeof node !== 'object' || node === null) return
  for (const child of Object.values(node)) visit(child, look)
  if (!Array.isArray(node)) look(node as Node)
}
