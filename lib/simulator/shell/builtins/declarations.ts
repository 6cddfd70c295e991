import type { Dialect } from '../dialect'
import type { Interpreter } from '../run/interpreter'
import type { Variable } from '../variables'
import { inHashOrder } from '../words/hash-order'
import { quoteForShell, quoteIfNeeded } from '../words/quoting'

/** A variable as `declare -p` and `export -p` print it, in a line. */
export const declarationOf = (
  name: string,
  variable: Variable,
  builtin: string,
  dialect: Dialect,
): string =>
  dialect === 'dash'
    ? `${builtin} ${name}${variable.value === undefined ? '' : `=${quoteForShell(variable.value)}`}\n`
    : `declare ${flagsOf(variable)} ${valued(name, variable)}\n`

/** In the order in which bash writes them. */
export const attributesOf = (variable: Variable): string => {
  const { exported, readonly, integer, elements, associative, reference, letters } = variable
  return [
    elements && (associative ? 'A' : 'a'),
    integer && 'i',
    reference && 'n',
    readonly && 'r',
    exported && 'x',
    letters && letters.charAt(0),
  ]
    .filter(Boolean)
    .join('')
}

const flagsOf = (variable: Variable): string => `-${attributesOf(variable) || '-'}`

/** `name="value"`, or the name alone where it is declared only. */
export const valued = (name: string, { value, elements, associative }: Variable): string => {
  if (elements) {
    const told = [...(associative ? inHashOrder(elements) : elements)].map(
      ([key, each]) => `[${associative ? keyText(String(key)) : key}]=${inDoubleQuotes(each)}`,
    )
    return `${name}=(${told.join(' ')}${associative && told.length > 0 ? ' ' : ''})`
  }
  return value === undefined ? name : `${name}=${inDoubleQuotes(value)}`
}

const keyText = (key: string): string => (/^[\w%+,./:=-]+$/.test(key) ? key : inDoubleQuotes(key))

/** As `declare -p` quotes a value. */
export const inDoubleQuotes = (text: string): string =>
  /[\x00-\x1f\x7f]/.test(text) ? quoteForShell(text) : `"${text.replace(/[\\"$`]/g, '\\$&')}"`

/** Everything that is set, as `set` alone prints it. */
export const valuesOfAll = (shell: Interpreter): string => {
  const { variables } = shell.state
  return variables
    .names()
    .flatMap((name) => {
      const variable = variables.own(name) ?? {}
      const { value, elements } = variable
      if (elements) return [`${valued(name, variable)}\n`]
      if (value === undefined) return []
      return [`${name}=${value && quoteIfNeeded(value)}\n`]
    })
    .join('')
}
