import {
  parse,
  type ScriptNode,
  type SimpleCommandNode,
  type StatementNode,
  type WordNode,
} from 'just-bash'
import { Recent } from './recent'

const trees = new Recent<{ readonly ast: ScriptNode | undefined }>(200)

/** The syntax tree, to look at only; undefined when the script can't be parsed. */
export const parseScript = (script: string): ScriptNode | undefined =>
  (trees.get(script) ?? trees.keep(script, { ast: parsed(script) })).ast

/** The same of a script that is looked at once, and not kept. */
export const parsed = (script: string): ScriptNode | undefined => {
  try {
    return parse(script)
  } catch {
    return undefined
  }
}

/** A script of one command without pipe or redirection: only its output can be passed on as it comes. */
export const isOneSimpleCommand = (script: string): boolean => onlyCommand(script) !== undefined

/** The words of a script that is one program with its arguments, where nothing in them is to be expanded. */
export const wordsOfProgram = (script: string): readonly string[] | undefined => {
  const command = onlyCommand(script, isPlain)
  if (!command?.name || command.assignments.length > 0) return undefined
  const words = [command.name, ...command.args].map(textOf)
  return words.includes(undefined) ? undefined : (words as string[])
}

const onlyCommand = (
  script: string,
  accepts: (statement: StatementNode) => boolean = () => true,
): SimpleCommandNode | undefined => {
  const [statement, ...more] = parseScript(script)?.statements ?? []
  if (!statement || more.length > 0 || !accepts(statement)) return undefined
  const [pipeline, ...otherPipelines] = statement.pipelines
  const [command, ...others] = pipeline?.commands ?? []
  if (command?.type !== 'SimpleCommand' || otherPipelines.length + others.length > 0)
    return undefined
  return command.redirections.length === 0 ? command : undefined
}

const isPlain = ({ background, deferredError, pipelines: [pipeline] }: StatementNode): boolean =>
  !background && !deferredError && !pipeline?.negated && !pipeline?.timed

/** A word's text where it is all written out. */
const textOf = ({ parts }: WordNode): string | undefined => {
  let text = ''
  for (const part of parts) {
    const piece = part.type === 'DoubleQuoted' ? textOf({ ...part, type: 'Word' }) : written(part)
    if (piece === undefined) return undefined
    text += piece
  }
  return text
}

const written = (part: WordNode['parts'][number]): string | undefined =>
  part.type === 'Literal' || part.type === 'SingleQuoted' || part.type === 'Escaped'
    ? part.value
    : undefined
