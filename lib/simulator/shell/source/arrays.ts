import { type Command, once, onlyCommandOf, parseScript, type WordNode } from '../syntax'

/** `name=(…)` among the arguments of `declare` and its like. */
export interface ArrayArgument {
  readonly name: string
  readonly append: boolean
  readonly words: readonly WordNode[]
}

/**
 * Such an argument, if a word is one. The parser leaves it as one text and loses the command substitutions in it: it is read
 * again from where it stands in the script.
 */
export const arrayArgument = (word: WordNode, statement: string): ArrayArgument | undefined => {
  const start = startOf(word)
  if (start === undefined) return undefined
  let at = statement.indexOf(start)
  // What stands behind a substitution that the parser lost may be written otherwise.
  for (let length = start.length; at < 0 && length > start.indexOf('('); length--)
    at = statement.indexOf(start.slice(0, length))
  const text = at < 0 ? undefined : balanced(statement.slice(at))
  const command = text === undefined ? undefined : onlyCommandOf(parseScript(text))
  const assignment = arrayIn(command)
  return assignment?.array ? { ...assignment, words: assignment.array } : undefined
}

const arrayIn = (
  command: ReturnType<typeof onlyCommandOf>,
): Command<'SimpleCommand'>['assignments'][number] | undefined =>
  command?.type === 'SimpleCommand' ? command.assignments[0] : undefined

const startOf = once(({ parts: [first] }: WordNode): string | undefined =>
  first?.type === 'Literal' && /^\w+\+?=\(/.test(first.value) ? first.value : undefined,
)

/** From its beginning up to the parenthesis that closes its first one; undefined: it never does. */
const balanced = (text: string): string | undefined => {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '\\') at++
    else if (char === "'") at = text.indexOf("'", at + 1)
    else if (char === '"') at = endOfQuoted(text, at)
    else if (char === '(') depth++
    else if (char === ')' && --depth === 0) return text.slice(0, at + 1)
    if (at < 0) return undefined
  }
  return undefined
}

const endOfQuoted = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at++)
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  return -1
}
