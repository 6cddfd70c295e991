import { type LabelSelector, type SelectorRequirement } from '../../objects'
import { has } from '../../release/changes'
import { keyErrors, valueErrors } from '../validation/names'
import { isName, SelectorWords } from './selector-lexer'
import { badRequest } from '../status-error'

export type Labels = Readonly<Record<string, string>>

/** Parses the `labelSelector` of a query: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1`. Throws 400 in the server's words. */
export function parseLabelSelector(text: string, minor: number): (labels: Labels) => boolean {
  const words = new SelectorWords(text)
  const requirements: SelectorRequirement[] = []
  const isStart = (): boolean => isName(words.next) || words.next === '!'
  if (words.next !== '' && !isStart())
    throw badRequest(`found '${words.next}', expected: !, identifier, or 'end of string'`)
  while (words.next !== '') {
    requirements.push(requirementIn(words, minor))
    if (words.next === '') break
    const separator = words.take()
    if (separator !== ',')
      throw badRequest(`found '${separator}', expected: ',' or 'end of string'`)
    if (!isStart()) throw badRequest(`found '${words.next}', expected: identifier after ','`)
  }
  return (labels) => requirements.every((requirement) => meets(labels, requirement))
}

/** The selector of a DaemonSet's spec. An empty one selects everything, as in Kubernetes. */
export function labelsMatch(
  { matchLabels, matchExpressions }: LabelSelector,
  labels: Labels,
): boolean {
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    (matchExpressions ?? []).every((requirement) => meets(labels, requirement))
  )
}

/** One requirement of a label selector or of a node selector term. */
export function meets(
  labels: Labels,
  { key, operator, values = [] }: SelectorRequirement,
): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
      return Number(value) > Number(values[0])
    case 'Lt':
      return Number(value) < Number(values[0])
    default:
      return false
  }
}

const known = (minor: number): string =>
  has('operatorsAreListed', minor)
    ? 'in, notin, =, ==, !=, gt, lt'
    : "'=', '!=', '==', 'in', notin'"

function requirementIn(words: SelectorWords, minor: number): SelectorRequirement {
  const absent = words.next === '!'
  if (absent) words.take()
  const key = words.take()
  if (!isName(key)) throw unparsable(`found '${key}', expected: identifier`)
  const mistakes = keyErrors(key)
  if (mistakes.length > 0)
    throw unparsable(`invalid label key ${JSON.stringify(key)}: ${mistakes.join('; ')}`)
  if (absent) return { key, operator: 'DoesNotExist' }
  if (words.next === '' || words.next === ',') return { key, operator: 'Exists' }

  const sign = words.take()
  const operator = operators[sign]
  if (!operator) throw unparsable(`found '${sign}', expected: ${known(minor)}`)
  const values = sign === 'in' || sign === 'notin' ? listIn(words) : [exactValueIn(words)]
  return { key, operator, values: values.map((value) => checked(value, key, operator)) }
}

const operators: Readonly<Record<string, string>> = {
  '=': 'In',
  '==': 'In',
  '!=': 'NotIn',
  in: 'In',
  notin: 'NotIn',
  '>': 'Gt',
  '<': 'Lt',
}

function listIn(words: SelectorWords): string[] {
  const open = words.take()
  if (open !== '(') throw unparsable(`found '${open}' expected: '('`)
  const values: string[] = []
  for (;;) {
    values.push(isName(words.next) ? words.take() : '')
    const sign = words.take()
    if (sign === ')') return values
    if (sign !== ',') throw unparsable(`found '${sign}', expected: ',' or ')'`)
  }
}

/** Nothing at all counts as the empty value. */
function exactValueIn(words: SelectorWords): string {
  if (words.next === '' || words.next === ',') return ''
  const value = words.take()
  if (isName(value)) return value
  throw unparsable(`found '${value}', expected: identifier`)
}

function checked(value: string, key: string, operator: string): string {
  const mistakes = valueErrors(value)
  if (mistakes.length > 0)
    throw unparsable(`invalid label value: "${value}": at key: "${key}": ${mistakes.join('; ')}`)
  if ((operator === 'Gt' || operator === 'Lt') && !/^-?\d+$/.test(value))
    throw unparsable("for 'Gt', 'Lt' operators, the value must be an integer")
  return value
}

const unparsable = (why: string): Error => badRequest(`unable to parse requirement: ${why}`)
