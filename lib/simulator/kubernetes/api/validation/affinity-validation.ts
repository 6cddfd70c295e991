import { type LabelSelector, type NodeSelectorTerm, type SelectorRequirement } from '../../objects'
import { type FieldError, forbiddenField, invalidValue, required } from '../field-error'
import { labelErrors } from './metadata-validation'
import { keyErrors } from './names'

/** One requirement of a selector; `sizes`: nodes can be chosen by numbers, too. */
function requirementErrors(
  { key, operator, values = [] }: SelectorRequirement,
  at: string,
  sizes: boolean,
): FieldError[] {
  return [
    ...operatorErrors(operator, values, at, sizes),
    ...keyErrors(key ?? '').map((rule) => invalidValue(`${at}.key`, key ?? '', rule)),
  ]
}

function operatorErrors(
  operator: string,
  values: readonly string[],
  at: string,
  sizes: boolean,
): FieldError[] {
  if (operator === 'In' || operator === 'NotIn')
    return values.length > 0
      ? []
      : [required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'")]
  if (operator === 'Exists' || operator === 'DoesNotExist')
    return values.length === 0
      ? []
      : [
          forbiddenField(
            `${at}.values`,
            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
          ),
        ]
  if (sizes && (operator === 'Gt' || operator === 'Lt'))
    return values.length === 1
      ? []
      : [required(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")]
  return [invalidValue(`${at}.operator`, operator ?? '', 'not a valid selector operator')]
}

/** A selector of labels, as DaemonSets have it. */
export const selectorErrors = (
  { matchLabels, matchExpressions = [] }: LabelSelector,
  at: string,
): FieldError[] => [
  ...labelErrors(matchLabels, `${at}.matchLabels`),
  ...matchExpressions.flatMap((requirement, index) =>
    requirementErrors(requirement, `${at}.matchExpressions[${index}]`, false),
  ),
]

interface Affinity {
  readonly nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: NodeSelectorTerm[] }
    preferredDuringSchedulingIgnoredDuringExecution?: {
      weight?: number
      preference?: NodeSelectorTerm
    }[]
  }
  readonly podAffinity?: PodAffinity
  readonly podAntiAffinity?: PodAffinity
}

interface PodAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[]
  readonly preferredDuringSchedulingIgnoredDuringExecution?: {
    weight?: number
    podAffinityTerm?: PodAffinityTerm
  }[]
}

interface PodAffinityTerm {
  readonly labelSelector?: LabelSelector
  readonly topologyKey?: string
}

/** Where a pod must or would rather run. */
export const affinityErrors = (
  { nodeAffinity, podAffinity, podAntiAffinity }: Affinity,
  at: string,
): FieldError[] => [
  ...(nodeAffinity ? nodeAffinityErrors(nodeAffinity, `${at}.nodeAffinity`) : []),
  ...(podAffinity ? podAffinityErrors(podAffinity, `${at}.podAffinity`) : []),
  ...(podAntiAffinity ? podAffinityErrors(podAntiAffinity, `${at}.podAntiAffinity`) : []),
]

const must = 'requiredDuringSchedulingIgnoredDuringExecution'
const should = 'preferredDuringSchedulingIgnoredDuringExecution'

function nodeAffinityErrors(
  affinity: NonNullable<Affinity['nodeAffinity']>,
  at: string,
): FieldError[] {
  const terms = affinity[must]?.nodeSelectorTerms ?? []
  const field = `${at}.${must}.nodeSelectorTerms`
  return [
    ...(affinity[must] && terms.length === 0
      ? [required(field, 'must have at least one node selector term')]
      : []),
    ...terms.flatMap((term, index) => termErrors(term, `${field}[${index}]`)),
    ...(affinity[should] ?? []).flatMap(({ weight, preference = {} }, index) => [
      ...weightErrors(weight, `${at}.${should}[${index}]`),
      ...termErrors(preference, `${at}.${should}[${index}].preference`),
    ]),
  ]
}

const termErrors = ({ matchExpressions = [] }: NodeSelectorTerm, at: string): FieldError[] =>
  matchExpressions.flatMap((requirement, index) =>
    requirementErrors(requirement, `${at}.matchExpressions[${index}]`, true),
  )

const weightErrors = (weight = 0, at: string): FieldError[] =>
  weight >= 1 && weight <= 100
    ? []
    : [invalidValue(`${at}.weight`, weight, 'must be in the range 1-100')]

const podAffinityErrors = (affinity: PodAffinity, at: string): FieldError[] => [
  ...(affinity[must] ?? []).flatMap((term, index) =>
    podTermErrors(term, `${at}.${must}[${index}]`),
  ),
  ...(affinity[should] ?? []).flatMap(({ weight, podAffinityTerm = {} }, index) => [
    ...weightErrors(weight, `${at}.${should}[${index}]`),
    ...podTermErrors(podAffinityTerm, `${at}.${should}[${index}].podAffinityTerm`),
  ]),
]

const podTermErrors = (
  { labelSelector, topologyKey = '' }: PodAffinityTerm,
  at: string,
): FieldError[] => [
  ...(labelSelector ? selectorErrors(labelSelector, `${at}.matchExpressions`) : []),
  ...(topologyKey === '' ? [required(`${at}.topologyKey`, 'can not be empty')] : []),
  ...keyErrors(topologyKey).map((rule) => invalidValue(`${at}.topologyKey`, topologyKey, rule)),
]
