import { ShellError } from '../control-flow'
import type { Steps } from '../steps'
import type { Condition } from '../syntax'
import { classes, escaped, matches } from '../words/patterns'
import { compare, isTrueOf } from './file-tests'
import type { Interpreter } from './interpreter'

/** Whether the expression between `[[` and `]]` holds. */
export function* holds(condition: Condition, shell: Interpreter): Steps<boolean> {
  const { words } = shell
  switch (condition.type) {
    case 'CondGroup':
      return yield* holds(condition.expression, shell)
    case 'CondNot':
      return !(yield* holds(condition.operand, shell))
    case 'CondAnd':
      return (yield* holds(condition.left, shell)) && (yield* holds(condition.right, shell))
    case 'CondOr':
      return (yield* holds(condition.left, shell)) || (yield* holds(condition.right, shell))
    case 'CondWord':
      return (yield* words.text(condition.word)) !== ''
    case 'CondUnary':
      return isTrueOf(condition.operator, yield* words.text(condition.operand), shell)
    case 'CondBinary':
      return yield* holdsBetween(condition, shell)
  }
}

function* holdsBetween(
  { operator, left, right }: Extract<Condition, { type: 'CondBinary' }>,
  shell: Interpreter,
): Steps<boolean> {
  const { words } = shell
  const first = yield* words.text(left)
  switch (operator) {
    case '=':
    case '==':
      return matches(yield* words.pattern(right), first)
    case '!=':
      return !matches(yield* words.pattern(right), first)
    case '=~':
      return matchesExpression(yield* words.pattern(right, escaped), first, shell)
    default:
      return compare(first, operator, yield* words.text(right), shell, true)
  }
}

const matchesExpression = (pattern: string, text: string, { state }: Interpreter): boolean => {
  const found = expressionFrom(pattern).exec(text)
  const groups = [...(found ?? [])].map((group) => group ?? '')
  state.variables.setElements('BASH_REMATCH', new Map(groups.entries()))
  return found !== null
}

const expressionFrom = (pattern: string): RegExp => {
  const withClasses = pattern.replace(
    /\[:(\w+):\]/g,
    (whole, name: string) => classes[name] ?? whole,
  )
  try {
    return new RegExp(withClasses, 's')
  } catch {
    throw new ShellError(`${pattern}: invalid regular expression`, 2)
  }
}
