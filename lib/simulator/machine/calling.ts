import {
  become,
  commandNamed,
  groupOf,
  listOf,
  literalOf,
  pipelineOf,
  type SimpleCommand,
  statusWord,
  wordOf,
} from './syntax'
import type { Dialect } from './types'

/** Builtins that are no file anywhere. */
const builtins = new Set(
  '. : break cd continue eval exec exit export local readonly return set shift source'.split(' '),
)

/** just-bash hands at most nine arguments to a file that PATH finds outside /usr/bin, but all to a path. */
export const callByPath = (
  node: SimpleCommand,
  elsewhere: (name: string) => string | undefined,
): void => {
  const name = literalOf(node.name)
  const path = name && !name.includes('/') && !builtins.has(name) ? elsewhere(name) : undefined
  if (path) node.name = wordOf(path)
}

/** A file that is called by its path runs in a process of its own, and gets all its arguments. */
export const runInProcess = (node: SimpleCommand): void => {
  const path = node.name?.parts.find(({ value }) => value?.includes('/'))
  if (!node.name || !path || /^(\/usr)?\/bin\//.test(literalOf(node.name) ?? '')) return
  node.args.unshift(node.name)
  node.name = wordOf('/bin/.run-file')
}

/** `eval` parses its text itself. */
export const prepareEvaluated = (node: SimpleCommand, dialect: Dialect): void => {
  if (literalOf(node.name) !== 'eval' || node.args.length === 0) return
  const prepared = commandNamed(
    wordOf('/bin/.prepared'),
    wordOf(dialect),
    statusWord(),
    ...node.args,
  )
  const body = { type: 'Script', statements: [listOf([pipelineOf(prepared)])] }
  const substitution = { type: 'CommandSubstitution', body, legacy: false }
  node.args = [{ type: 'Word', parts: [{ type: 'DoubleQuoted', parts: [substitution] }] }]
}

/** just-bash comes back from `exec COMMAND`. */
export const endAfterExec = (node: SimpleCommand): void => {
  const [name, ...args] = node.args
  if (literalOf(node.name) !== 'exec' || !name || name.parts[0]?.value?.startsWith('-')) return
  const inner: SimpleCommand = { ...node, name, args }
  runInProcess(inner)
  const ending = commandNamed(wordOf('exit'), statusWord())
  become(node, groupOf(listOf([pipelineOf(inner)]), listOf([pipelineOf(ending)])))
}
