import { parse, type ScriptNode, serialize } from 'just-bash'

/**
 * just-bash rejects a whole script when a redirection can't be opened. A mark before the target's text tells
 * BashFileSystem that a path is about to be opened for writing, so that it can answer with an error that
 * just-bash does handle. What a descriptor of its own reads is marked, too: no script.
 */
export const openMark = '\u0001'

interface Node {
  type?: string
  [key: string]: unknown
}

interface GroupNode extends Node {
  body: { pipelines: { commands: Node[] }[] }[]
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
    if (node.type === 'SimpleCommand')
      callByPath(node, (name) => (functions.has(name) ? undefined : elsewhere(name)))
    if (node.type === 'SimpleCommand') endAfterExec(node)
    if (node.type === 'Subshell') keepUmask(node)
    if (node.type === 'CommandSubstitution') keepUmaskInside(node)
  })
}

const preparedTexts = new Map<string, string>()

/**
 * The same for a script that is read while another runs (`. undo.sh`). One that can't be parsed, or that
 * just-bash would not write out as it was, stays as it is.
 */
export const prepareText = (script: string): string => {
  const known = preparedTexts.get(script)
  if (known !== undefined) return known
  const text = rewritten(script)
  if (preparedTexts.size > 100) preparedTexts.clear()
  preparedTexts.set(script, text)
  return text
}

const rewritten = (script: string): string => {
  try {
    const ast = parse(script)
    const before = shapeOf(ast)
    if (shapeOf(parse(serialize(ast))) !== before) return script
    prepare(ast, () => undefined)
    return shapeOf(ast) === before ? script : serialize(ast)
  } catch {
    return script
  }
}

/** A tree without the places its nodes come from, and without what only looks different. */
const shapeOf = (ast: ScriptNode): string =>
  JSON.stringify(ast, (key, value: unknown) => {
    if (key === 'line' || key === 'sourceText') return undefined
    if (key === 'parts' && Array.isArray(value)) return joined(value as Word['parts'])
    return value
  })

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

/** Calls `look` for each node below and at `node`, children first. */
const visit = (node: unknown, look: (node: Node) => void): void => {
  if (typeof node !== 'object' || node === null) return
  for (const child of Object.values(node)) visit(child, look)
  if (!Array.isArray(node)) look(node as Node)
}

const writing = new Set(['>', '>>', '>|', '&>', '&>>'])

const markOpening = (node: Node): void => {
  const readsToDescriptor =
    node['operator'] === '<>' || (node['operator'] === '<' && (node['fd'] ?? 0) !== 0)
  if (!writing.has(node['operator'] as string) && !readsToDescriptor) return
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

/** just-bash comes back from `exec COMMAND`. */
const endAfterExec = (node: Node): void => {
  const [only] = (node['name'] as Word | null)?.parts ?? []
  const [command, ...args] = (node['args'] as Word[] | undefined) ?? []
  if (
    only?.type !== 'Literal' ||
    only.value !== 'exec' ||
    !command ||
    command.parts[0]?.value?.startsWith('-')
  )
    return
  const group = parse('{ :; exit $?; }').statements[0]?.pipelines[0]
    ?.commands[0] as unknown as GroupNode
  const inner = { ...node, name: command, args }
  for (const key of Object.keys(node)) delete node[key]
  Object.assign(node, group)
  group.body[0]?.pipelines[0]?.commands.splice(0, 1, inner)
}

/** `( umask 077; … )` must not reach beyond its parentheses, of which commands know nothing. */
const keepUmask = (node: Node): void => {
  if (!JSON.stringify(node['body']).includes('"umask"')) return
  const group = umaskGroup()
  const inner = { ...node }
  for (const key of Object.keys(node)) delete node[key]
  Object.assign(node, group.node)
  group.place(inner)
}

/** The same for `$(umask 0; …)`. */
const keepUmaskInside = (node: Node): void => {
  const script = node['body'] as Node
  if (!JSON.stringify(script).includes('"umask"')) return
  const { statement, place } = umaskGroup()
  place({ type: 'Subshell', body: script['statements'], redirections: [] })
  script['statements'] = [statement]
}

interface UmaskGroup {
  readonly statement: unknown
  readonly node: Node
  /** Puts a command where the umask is kept. */
  readonly place: (command: Node) => void
}

const umaskGroup = (): UmaskGroup => {
  const statement = parse('{ /bin/.umask-save; ( : ); /bin/.umask-restore $?; }').statements[0]
  const node = statement?.pipelines[0]?.commands[0] as unknown as GroupNode
  return {
    statement,
    node,
    place: (command) => node.body[1]?.pipelines[0]?.commands.splice(0, 1, command),
  }
}
