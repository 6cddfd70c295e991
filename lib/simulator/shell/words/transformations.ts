import { attributesOf, inDoubleQuotes, valued } from '../builtins/declarations'
import type { ShellState } from '../shell-state'
import type { OperationOf } from '../syntax'
import { inHashOrder } from './hash-order'
import { transformed } from './operations'
import { mapped, subscripted, type Value } from './parameters'
import { quoteForShell } from './quoting'

/** `${x@…}`; undefined where nothing is set. */
export const described = (
  parameter: string,
  value: Value | undefined,
  operator: OperationOf<'Transform'>['operator'],
  state: ShellState,
): Value | undefined => {
  const name = subscripted(parameter)?.name ?? parameter
  const variable = state.variables.find(name)
  switch (operator) {
    case 'a':
      return variable && mapped(value ?? one(''), () => attributesOf(variable))
    case 'A':
      return variable && one(assignmentOf(name, value, state))
    case 'K':
    case 'k': {
      if (value?.kind !== 'list' || !variable?.elements)
        return value && mapped(value, quoteForShell)
      const { associative, elements } = variable
      const pairs = [...(associative ? inHashOrder(elements) : elements)]
      if (operator === 'k')
        return { ...value, texts: pairs.flatMap(([key, text]) => [String(key), text]) }
      const told = pairs.map(([key, text]) => `${key} ${inDoubleQuotes(text)}`).join(' ')
      return one(associative && told !== '' ? `${told} ` : told)
    }
    default:
      return value && mapped(value, (text) => transformed(text, operator))
  }
}

const one = (text: string): Value => ({ kind: 'one', text })

/** What would make the variable again. */
const assignmentOf = (name: string, value: Value | undefined, state: ShellState): string => {
  const variable = state.variables.find(name) ?? {}
  const flags = attributesOf(variable)
  if (variable.elements) return `declare -${flags} ${valued(name, variable)}`
  const text = `${name}=${quoteForShell(value?.kind === 'one' ? value.text : '')}`
  return flags === '' ? text : `declare -${flags} ${text}`
}
