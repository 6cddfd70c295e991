import { type LabelSelector, type SelectorRequirement } from '../objects'
import { badRequest } from './status-error'

export type Labels = Readonly<Record<string, string>>

/** Parses the `labelSelector` of a query: `a=b,c!=d,e in (f,g),h notin (i),j,!k`. Throws 400. */
export function parseLabelSelector(text: string): (labels: Labels) => boolean {
  const requirements = splitOutsideBrackets(text).map((part) => parseRequirement(part, text))
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

const label = String.raw`[A-Za-z0-9][-A-Za-z0-9_./]*`
const forms = {
  set: new RegExp(String.raw`^(${label})\s+(in|notin)\s+\(([^)]*)\)$`),
  equality: new RegExp(String.raw`^(${label})\s*(==|=|!=)\s*([-A-Za-z0-9_.]*)$`),
  exists: new RegExp(`^(!?)\\s*(${label})$`),
}

function parseRequirement(part: string, whole: string): SelectorRequirement {
  const set = forms.set.exec(part)
  if (set) {
    const values = set[3]!.split(',').map((value) => value.trim())
    return { key: set[1]!, operator: set[2] === 'in' ? 'In' : 'NotIn', values }
  }
  const equality = forms.equality.exec(part)
  if (equality) {
    const [, key, sign, value] = equality
    return { key: key!, operator: sign === '!=' ? 'NotIn' : 'In', values: [value!] }
  }
  const exists = forms.exists.exec(part)
  if (exists) return { key: exists[2]!, operator: exists[1] ? 'DoesNotExist' : 'Exists' }
  throw badRequest(`unable to parse requirement: <nil>: Invalid value: "${whole}"`)
}

function splitOutsideBrackets(text: string): string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
