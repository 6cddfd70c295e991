import { type ScriptNode, serialize } from 'just-bash'
import { callByPath, endAfterExec, prepareEvaluated, runInProcess } from './calling'
import {
  seal,
  sealFunction,
  sealInPipeline,
  sealOptions,
  settleBreaks,
  testWhatIsTested,
} from './errexit'
import { Recent } from './recent'
import { parsed, parseScript } from './script'
import {
  copyOf,
  isSimple,
  type Node,
  type Pipeline,
  type Statement,
  visit,
  type Word,
} from './syntax'
import { shapeOf } from './tree-shape'
import type { Dialect } from './types'
import { keepUmask, keepUmaskInside } from './umask-scopes'

/**
 * just-bash rejects a whole script when a redirection can't be opened. A mark before the target's text tells
 * BashFileSystem that a path is about to be opened for writing, so that it can answer with an error that
 * just-bash does handle. What a descriptor of its own reads is marked, too: no script.
 */
export const openMark = '\u0001'

export interface Preparation {
  readonly dialect: Dialect
  /** Where a file stands that PATH finds outside /usr/bin. */
  readonly elsewhere: (name: string) => string | undefined
}

/** The same tree, rewritten where just-bash needs help to do what the dialect's shell does. */
export const prepared = (ast: ScriptNode, { dialect, elsewhere }: Preparation): ScriptNode => {
  const functions = new Set<unknown>()
  visit(ast, (node) => void (node.type === 'FunctionDef' && functions.add(node['name'])))
  visit(ast, (node) => {
    if (node.type === 'Redirection') markOpening(node)
    if (node.type === 'Statement') testWhatIsTested(node as unknown as Statement)
    if (node.type === 'Pipeline') sealInPipeline(node as unknown as Pipeline)
    if (node.type === 'FunctionDef') sealFunction(node)
    if (node.type === 'For') allowDefaults((node['words'] as Word[] | null) ?? [])
    if (loops.has(node.type ?? '')) settleBreaks(node)
    if (isSimple(node)) {
      allowDefaults(node.args)
      callByPath(node, (name) => (functions.has(name) ? undefined : elsewhere(name)))
      runInProcess(node)
      prepareEvaluated(node, dialect)
      endAfterExec(node)
    }
    if (node.type === 'Subshell') {
      seal(node['body'] as Statement[])
      keepUmask(node)
    }
    if (node.type === 'CommandSubstitution') {
      seal((node['body'] as Script).statements)
      keepUmaskInside(node)
      sealOptions(node, dialect)
    }
  })
  seal(ast.statements as unknown as Statement[])
  return ast
}

const loops = new Set(['For', 'CStyleFor', 'While', 'Until'])

interface Script {
  statements: Statement[]
}

interface Prepared {
  readonly ast: ScriptNode
  /** What `elsewhere` answered when it was prepared. */
  readonly found: ReadonlyMap<string, string | undefined>
  text?: string
}

const known = new Recent<Prepared>(100)

/** The tree that just-bash is to run; undefined when the script can't be parsed. */
export const preparedScript = (script: string, preparation: Preparation): ScriptNode | undefined =>
  preparedOnce(script, preparation)?.ast

/**
 * The same as text, for a script that is read while another runs (`. undo.sh`). One that can't be parsed, or
 * that just-bash would not write out as it is, stays as it is.
 */
export const preparedText = (script: string, preparation: Preparation): string => {
  const once = preparedOnce(script, preparation)
  return once ? (once.text ??= written(once.ast) ?? script) : script
}

const written = (ast: ScriptNode): string | undefined => {
  const text = serialize(ast)
  const again = parsed(text)
  return again && shapeOf(again) === shapeOf(ast) ? text : undefined
}

const preparedOnce = (
  script: string,
  { dialect, elsewhere }: Preparation,
): Prepared | undefined => {
  const key = `${dialect}:${script}`
  const earlier = known.get(key)
  if (earlier && [...earlier.found].every(([name, path]) => elsewhere(name) === path))
    return earlier
  const ast = parseScript(script)
  if (!ast) return undefined
  const found = new Map<string, string | undefined>()
  const find = (name: string): string | undefined => {
    if (!found.has(name)) found.set(name, elsewhere(name))
    return found.get(name)
  }
  return known.keep(key, { ast: prepared(copyOf(ast), { dialect, elsewhere: find }), found })
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

/** In a list of words, `"${x:-default}"` alone is an error to just-bash under `set -u`. */
const allowDefaults = (words: readonly Word[]): void => {
  for (const { parts } of words) {
    const [quoted, ...others] = parts
    if (quoted?.type !== 'DoubleQuoted' || others.length > 0) continue
    const [only, ...more] = quoted['parts'] as Word['parts']
    const operation = (only?.['operation'] as Node | null | undefined)?.type ?? ''
    const isScalar = /^\w+$/.test(String(only?.['parameter']))
    if (more.length === 0 && isScalar && excusing.has(operation))
      parts.push({ type: 'SingleQuoted', value: '' })
  }
}

const excusing = new Set(['DefaultValue', 'AssignDefault', 'ErrorIfUnset', 'UseAlternative'])
