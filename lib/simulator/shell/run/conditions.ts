import { ArithmeticError } from '../control-flow'
import type { Steps } from '../steps'
import type { Condition } from '../syntax'
import { classes, escaped, matches } from '../words/patterns'
import { compare, isTrueOf } from './file-tests'
import type { Interpreter } from './interpreter'
import { traceTest } from './tracing'

/** A regular expression that is none: bash says nothing, and the whole has the status 2. */
export class Unreadable extends Error {}

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
    case 'CondWord': {
      const text = yield* words.text(condition.word)
      yield* traceTest(['-n', text], shell)
      return text !== ''
    }
    case 'CondUnary': {
      const text = yield* words.text(condition.operand)
      yield* traceTest([condition.operator, text], shell)
      return isTrueOf(condition.operator, text, shell)
    }
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
  const isPattern = operator === '=' || operator === '==' || operator === '!='
  const second = isPattern
    ? yield* words.pattern(right)
    : operator === '=~'
      ? yield* words.pattern(right, escaped)
      : yield* words.text(right)
  yield* traceTest([first, operator, second], shell)
  if (isPattern) {
    const isAlike = matches(second, first, shell.state.shopt.has('nocasematch'))
    return operator === '!=' ? !isAlike : isAlike
  }
  if (operator === '=~') {
    const isAlike = matchesExpression(second, first, shell)
    if (isAlike === undefined) throw new Unreadable()
    return isAlike
  }
  return compared(first, operator, second, shell)
}

/** What can't be worked out is said, and does not hold. */
const compared = (left: string, operator: string, right: string, shell: Interpreter): boolean => {
  try {
    return compare(left, operator, right, shell, true)
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error
    shell.complain(`[[: ${error.message}`)
    return false
  }
}

/** Undefined for what is no expression. */
const matchesExpression = (
  pattern: string,
  text: string,
  { state }: Interpreter,
): boolean | undefined => {
  const expression = expressionFrom(pattern, state.shopt.has('nocasematch'))
  if (!expression) return undefined
  const found = expression.exec(text)
  const groups = [...(found ?? [])].map((group) => group ?? '')
  state.variables.setElements('BASH_REMATCH', new Map(groups.entries()))
  return found !== null
}

const expressionFrom = (pattern: string, ignoresCase: boolean): RegExp | undefined => {
  const withClasses = pattern.replace(
    /\[:(\w+):\]/g,
    (whole, name: string) => classes[name] ?? whole,
  )
  try {
    return new RegExp(withClasses, ignoresCase ? 'si' : 's')
  } catch {
    return undefined
  }
}
