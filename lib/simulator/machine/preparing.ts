import { parse, type ScriptNode } from 'just-bash'

/**
 * just-bash rejects a whole script when a redirection can't be opened. A mark before the target's text tells
 * BashFileSystem that a path is about to be opened for writing, so that it can answer with an error that
 * just-bash does handle.
 */
export const openMark = '\u0001'

interface Node {
  type?: string
  [key: string]: unknown
}

interface Word {
  readonly type: 'Word'
  readonly parts: { type: string; value?: string }[]
}

/** Rewrites a script, in place, where just-bash needs help to do what bash does. */
export const prepare = (ast: ScriptNode, elsewhere: (name: string) => string | undefined): void => {
  const functions = new Set<unknown>()
  visit(ast, (node) => void (node.type === 'FunctionDef' && functions.add(node['name'])))
  visit(ast, (node) => {
    if (node.type === 'Redirection') markOpening(node)
    if (node.type === 'SimpleCommand') callByPath(node, (name) => (functions.has(name) ? undefined : elsewhere(name)))
    if (node.type === 'Subshell') keepUmask(node)
  })
}

/** Calls `look` for each node below and at `node`, children first. */
const visit = (node: unknown, look: (node: Node) => void): void => {
  if (typeof node !== 'object' || node === null) return
  for (const child of Object.values(node)) visit(child, look)
  if (!Array.isArray(node)) look(node as Node)
}

const writing = new Set(['>', '>>', '>|', '&>', '&>>'])

const markOpening = (node: Node): void => {
  if (!writing.has(node['operator'] as string)) return
  const target = node['target'] as Word
  if (target.parts[0]?.value?.startsWith('/dev/')) return
  target.parts.unshift({ type: 'Literal', value: openMark })
}

/** just-bash hands at most nine arguments to a file that PATH finds outside /usr/bin, but all to a path. */
const callByPath = (node: Node, elsewhere: (name: string) => string | undefined): void => {
  const name = node['name'] as Word | null
  const [only] = name?.parts ?? []
  if (name?.parts.length !== 1 || only?.type !== 'Literal' || !only.value) return
  const path = elsewhere(only.value)
  if (path) only.value = path
}

/** `( umask 077; … )` must not reach beyond its parentheses, of which commands know nothing. */
const keepUmask = (node: Node): void => {
  if (!JSON.stringify(node['body']).includes('"umask"')) return
  const wrapped = parse('{ .umask-save; ( : ); .umask-restore $?; }').statements[0]?.pipelines[0]?.commands[0]
  const group = wrapped as unknown as Node & { body: { pipelines: { commands: unknown[] }[] }[] }
  const inner = { ...node }
  for (const key of Object.keys(node)) delete node[key]
  Object.assign(node, group)
  group.body[1]?.pipelines[0]?.commands.splice(0, 1, inner)
}
