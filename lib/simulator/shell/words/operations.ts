import { ShellError } from '../control-flow'
import { unescaped } from '../builtins/escapes'
import { quoteForShell } from './quoting'
import { expressionOf, matches } from './patterns'
import type { OperationOf } from '../syntax'

/** `${x#pattern}` and its like. */
export const withoutMatch = (
  text: string,
  pattern: string,
  { side, greedy }: OperationOf<'PatternRemoval'>,
): string => {
  if (side === 'prefix') {
    const matched = new RegExp(`^(?:${expressionOf(pattern, !greedy)})`, 'su').exec(text)
    return matched ? text.slice(matched[0].length) : text
  }
  const starts = Array.from({ length: text.length + 1 }, (_, at) => at)
  const start = (greedy ? starts : starts.reverse()).find((at) => matches(pattern, text.slice(at)))
  return start === undefined ? text : text.slice(0, start)
}

/** `${x/pattern/replacement}` */
export const replaced = (
  text: string,
  pattern: string,
  replacement: string,
  { all, anchor }: OperationOf<'PatternReplacement'>,
): string => {
  if (pattern === '')
    return anchor === 'start' ? replacement + text : anchor === 'end' ? text + replacement : text
  const start = anchor === 'start' ? '^' : ''
  const end = anchor === 'end' ? '$' : ''
  const expression = new RegExp(`${start}(?:${expressionOf(pattern)})${end}`, all ? 'gsu' : 'su')
  return text.replace(expression, (match: string) =>
    match === '' && all ? '' : withMatch(replacement, match),
  )
}

/** `&` in a replacement is what was matched (patsub_replacement), if no backslash stands before it. */
const withMatch = (replacement: string, match: string): string =>
  replacement.replace(/\\([\\&])|&/g, (_, escaped?: string) => escaped ?? match)

/** `${x^}`, `${x,,}` */
export const inCase = (
  text: string,
  { direction, all }: OperationOf<'CaseModification'>,
  pattern?: string,
): string => {
  const change = (part: string): string =>
    direction === 'upper' ? part.toUpperCase() : part.toLowerCase()
  const changed = (char: string): string =>
    pattern === undefined || matches(pattern, char) ? change(char) : char
  const [first = '', ...others] = text
  return changed(first) + (all ? others.map(changed) : others).join('')
}

/** `${x:offset:length}`; a negative length counts from the end. */
export const portion = <T extends string | readonly unknown[]>(
  whole: T,
  offset: number,
  length?: number,
): T => {
  const start = offset < 0 ? whole.length + offset : offset
  if (start < 0) return whole.slice(0, 0) as T
  if (length === undefined) return whole.slice(start) as T
  const end = length < 0 ? whole.length + length : start + length
  if (length < 0 && end < start) throw new ShellError(`${length}: substring expression < 0`)
  return whole.slice(start, end) as T
}

/** `${x@Q}` and those of its like that look at the text alone. */
export const transformed = (
  text: string,
  operator: OperationOf<'Transform'>['operator'],
): string => {
  switch (operator) {
    case 'U':
      return text.toUpperCase()
    case 'u':
      return text.slice(0, 1).toUpperCase() + text.slice(1)
    case 'L':
      return text.toLowerCase()
    case 'E':
      return unescaped(text).text
    case 'P':
      return text
    default:
      return quoteForShell(text)
  }
}
