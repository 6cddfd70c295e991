import { Recent } from '../cache/recent'
import { operatorInPlaceOfCommand } from './empty-commands'
import { justBash, type CommandNode, type ScriptNode, type WordNode } from './just-bash'

export type {
  CommandNode,
  PipelineNode,
  ScriptNode,
  SimpleCommandNode,
  StatementNode,
  WordNode,
} from './just-bash'

type Named<Union, Type> = Extract<Union, { readonly type: Type }>
export type Command<Type extends CommandNode['type']> = Named<CommandNode, Type>
export type WordPart = WordNode['parts'][number]
export type Part<Type extends WordPart['type']> = Named<WordPart, Type>
export type Operation = NonNullable<Part<'ParameterExpansion'>['operation']>
export type OperationOf<Type extends Operation['type']> = Named<Operation, Type>
export type Redirection = CommandNode['redirections'][number]
export type HereDocument = Extract<Redirection['target'], { type: 'HereDoc' }>
export type Assignment = Command<'SimpleCommand'>['assignments'][number]
export type FunctionDefinition = Command<'FunctionDef'>
export type Arithmetic = Part<'ArithmeticExpansion'>['expression']
export type ArithmeticNode = Arithmetic['expression']
export type Condition = Command<'ConditionalCommand'>['expression']
export type BraceItem = Part<'BraceExpansion'>['items'][number]

/** A script that can't be read; `message` is worded as bash words it. */
export class SyntaxError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message)
  }
}

const trees = new Recent<string, ScriptNode>(60)
const asked = new Recent<string, true>(60)

/**
 * The syntax tree of a script. It is kept when the script comes again: most have values in them and come once, and what is
 * kept for nothing costs the garbage collector as much as reading it.
 * @throws SyntaxError
 */
export const parseScript = (script: string): ScriptNode => {
  const known = trees.get(script)
  if (known) return known
  const tree = parsed(script)
  if (asked.get(script)) trees.keep(script, tree)
  else asked.keep(script, true)
  return tree
}

const parsed = (script: string): ScriptNode => {
  try {
    const tree = justBash().parse(script)
    const operator = operatorInPlaceOfCommand(script, tree)
    if (operator !== undefined)
      throw new SyntaxError(`syntax error near unexpected token \`${operator}'`, 1)
    return tree
  } catch (error) {
    if (error instanceof SyntaxError) throw error
    const { message } = error as Error
    const [, line = '1', column = '1', what = message] =
      /^Parse error at (\d+):(\d+): (.*)$/s.exec(message) ?? []
    if (what === 'Expected redirection target') {
      const plain = withPlainTarget(script, Number(line), Number(column))
      if (plain !== undefined) return parsed(plain)
    }
    throw new SyntaxError(what, Number(line))
  }
}

/** `cat <<< name=value`, `> name=value`: the parser takes the target for an assignment, unless its sign is quoted. */
const withPlainTarget = (script: string, line: number, column: number): string | undefined => {
  const lines = script.split('\n')
  const text = lines[line - 1] ?? ''
  const target = text.slice(column - 1)
  if (!/^\w+\+?=/.test(target)) return undefined
  lines[line - 1] = text.slice(0, column - 1) + target.replace('=', '\\=')
  return lines.join('\n')
}

/** What follows from a node alone, worked out once. */
export const once = <Node extends object, T>(work: (node: Node) => T): ((node: Node) => T) => {
  const known = new WeakMap<Node, { readonly value: T }>()
  return (node) => {
    let entry = known.get(node)
    if (!entry) known.set(node, (entry = { value: work(node) }))
    return entry.value
  }
}

/** The only word of a command line `echo WORD`: for texts that the parser leaves to the run. */
export const parseWord = (text: string): WordNode => {
  const [statement] = parseScript(`echo ${text}`).statements
  const command = statement?.pipelines[0]?.commands[0]
  const word = command?.type === 'SimpleCommand' ? command.args[0] : undefined
  if (!word) throw new SyntaxError(`${text}: bad substitution`, 1)
  return word
}

/** The command of a script that is no more than one; undefined for any other. */
export const onlyCommandOf = ({
  statements,
}: Pick<ScriptNode, 'statements'>): CommandNode | undefined => {
  const [statement, ...more] = statements
  const [pipeline, ...others] = statement?.pipelines ?? []
  if (more.length + others.length > 0 || statement?.background || pipeline?.negated)
    return undefined
  return pipeline?.commands.length === 1 ? pipeline.commands[0] : undefined
}
