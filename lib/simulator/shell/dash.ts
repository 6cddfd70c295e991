import { once, type Operation, type ScriptNode } from './syntax'

/**
 * What Debian's sh, which is dash, does not know of bash's language. A script that leans on it passes in no simulation, since
 * it would not on a switch.
 */

interface Node {
  readonly type?: string
  readonly [key: string]: unknown
}

/** Why dash can't read a script, in its words; undefined: it can. */
export const unreadableToDash = once((script: ScriptNode): string | undefined => refusal(script))

const refusal = (node: unknown): string | undefined => {
  if (typeof node !== 'object' || node === null) return undefined
  const own = Array.isArray(node) ? undefined : refusalOf(node as Node)
  if (own !== undefined) return `Syntax error: ${own}`
  for (const child of Object.values(node)) {
    const found = refusal(child)
    if (found !== undefined) return found
  }
  return undefined
}

const refusalOf = (node: Node): string | undefined => {
  switch (node.type) {
    case 'Assignment':
      return node['array'] ? '"(" unexpected' : undefined
    case 'ProcessSubstitution':
      return '"(" unexpected'
    case 'Redirection':
      return node['operator'] === '<<<' ? 'redirection unexpected' : undefined
    case 'CStyleFor':
      return 'Bad for loop variable'
    case 'Pipeline':
      return (node['pipeStderr'] as boolean[] | undefined)?.includes(true)
        ? '"&" unexpected'
        : undefined
    default:
      return undefined
  }
}

const operations: ReadonlySet<Operation['type']> = new Set([
  'DefaultValue',
  'AssignDefault',
  'ErrorIfUnset',
  'UseAlternative',
  'Length',
  'PatternRemoval',
])

/** `${x/a/b}`, `${x:1}`, `${x[0]}` are bad substitutions. */
export const isBadToDash = (parameter: string, operation: Operation | null): boolean =>
  parameter.includes('[') || (operation !== null && !operations.has(operation.type))

/** Variables that bash fills in. */
export const bashVariables: ReadonlySet<string> = new Set(
  (
    'RANDOM SECONDS EPOCHSECONDS EPOCHREALTIME LINENO BASHPID FUNCNAME PIPESTATUS BASH_SOURCE BASH_LINENO ' +
    'BASH_COMMAND BASH_SUBSHELL'
  ).split(' '),
)

/** Builtins that only bash has. */
export const bashBuiltins: ReadonlySet<string> = new Set(
  'source let declare typeset pushd popd dirs mapfile readarray shopt builtin enable help history disown'.split(
    ' ',
  ),
)

/** Options of `set -o` that only bash has. */
export const bashOptions: ReadonlySet<string> = new Set([
  'pipefail',
  'posix',
  'hashall',
  'braceexpand',
  'physical',
  'errtrace',
  'functrace',
  'histexpand',
  'history',
  'interactive-comments',
  'keyword',
  'onecmd',
  'privileged',
])
