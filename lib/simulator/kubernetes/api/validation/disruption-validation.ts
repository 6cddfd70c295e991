import { type PodDisruptionBudget } from '../../objects'
import { type FieldError } from '../field-error'
import { selectorErrors } from './affinity-validation'
import { negativeErrors, percentErrors } from './daemonset-validation'
import { invalidInGo } from './go-values'

/** What is wrong with a budget, in the server's words and order (kubernetes/pkg/apis/policy/validation, 1.20). */
export const disruptionErrors = ({ spec }: PodDisruptionBudget): FieldError[] => [
  ...(spec.minAvailable !== undefined && spec.maxUnavailable !== undefined
    ? [invalidInGo('spec', 'policy.PodDisruptionBudgetSpec', bothSet)]
    : []),
  ...amountErrors(spec.minAvailable, 'spec.minAvailable'),
  ...amountErrors(spec.maxUnavailable, 'spec.maxUnavailable'),
  ...(spec.selector ? selectorErrors(spec.selector, 'spec.selector') : []),
]

const bothSet = 'minAvailable and maxUnavailable cannot be both set'

function amountErrors(value: number | string | undefined, field: string): FieldError[] {
  if (value === undefined) return []
  return typeof value === 'number' ? negativeErrors(value, field) : percentErrors(value, field)
}

/** A status counts: nothing in it is less than none. */
export const disruptionStatusErrors = ({ status }: PodDisruptionBudget): FieldError[] =>
  (['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const).flatMap(
    (key) => negativeErrors(status[key], `status.${key}`),
  )
