import { ArithmeticError, FatalError } from '../control-flow'
import type { ArithmeticNode } from '../syntax'

/** Runs what may be wrong with an expression, and tells it as the shell does: behind the expression, with where it went wrong. */
export const told = (
  text: string,
  { onlyNumbers: isDash }: { readonly onlyNumbers: boolean },
  work: () => bigint,
): bigint => {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof ArithmeticError) || error.expression !== undefined) throw error
    if (isDash) throw new FatalError(`arithmetic expression: ${dashReason(error)}: "${text}"`, 2)
    throw new ArithmeticError(
      error.what,
      error.token ?? tokenOf(error.what, text),
      text.trimStart(),
    )
  }
}

const dashReason = ({ what }: ArithmeticError): string => {
  if (what.startsWith('division')) return 'division by zero'
  return what.endsWith('operand expected') ? 'expecting primary' : 'expecting EOF'
}

/** What comes behind the operator that could not be carried out. */
const tokenOf = (what: string, text: string): string | undefined => {
  if (what.startsWith('division')) return /[/%]=?\s*(.*)$/s.exec(text)?.[1]
  if (what.startsWith('exponent')) return /\*\*\s*-?(.*)$/s.exec(text)?.[1]
  return undefined
}

/** The parser's own words for a mistake, as bash has them. */
export const syntaxError = (
  { errorToken, message }: Extract<ArithmeticNode, { type: 'ArithSyntaxError' }>,
  text: string,
): ArithmeticError => {
  const from = errorToken === undefined ? '' : text.slice(text.lastIndexOf(errorToken))
  const token = from === '' ? errorToken : from
  if (message.includes('value too great'))
    return new ArithmeticError('value too great for base', errorToken)
  if (message.includes('operand expected') || /^[^\w\s"$(]/.test(text.trim()))
    return new ArithmeticError('syntax error: operand expected', token)
  if (/^=[^=]/.test(errorToken ?? ''))
    return new ArithmeticError('attempted assignment to non-variable', token)
  return /^\w/.test(errorToken ?? '')
    ? new ArithmeticError('syntax error in expression', token)
    : new ArithmeticError('syntax error: invalid arithmetic operator', token)
}

/** `08`, `2#12` */
export const numberError = (text: string): ArithmeticError => {
  const [before = text, token = text] = /^.*?(\b0\d*[89]\d*|\b\d+#[\w@]+)/s.exec(text) ?? []
  return new ArithmeticError('value too great for base', token, before)
}

/** What the parser can't make anything of. */
export const unreadable = (text: string): ArithmeticError => {
  const token = /[^\w\s+*/%<>=!&|^~?:,()[\]$"'{}#@-].*$/s.exec(text)?.[0]
  return token === undefined
    ? new ArithmeticError('syntax error in expression', undefined, text)
    : new ArithmeticError('syntax error: invalid arithmetic operator', token, text)
}
