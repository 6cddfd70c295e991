import type { Condition } from '../syntax'
import { sourceOf } from './words'

/** What stands between `[[` and `]]`. */
export const conditionSource = (condition: Condition): string => {
  switch (condition.type) {
    case 'CondGroup':
      return `( ${conditionSource(condition.expression)} )`
    case 'CondNot':
      return `! ${conditionSource(condition.operand)}`
    case 'CondAnd':
      return `${conditionSource(condition.left)} && ${conditionSource(condition.right)}`
    case 'CondOr':
      return `${conditionSource(condition.left)} || ${conditionSource(condition.right)}`
    case 'CondWord':
      return `-n ${sourceOf(condition.word)}`
    case 'CondUnary':
      return `${condition.operator} ${sourceOf(condition.operand)}`
    case 'CondBinary':
      return `${sourceOf(condition.left)} ${condition.operator} ${sourceOf(condition.right)}`
  }
}
