import { labelsMatch } from '../api/selectors/label-selector'
import { disruptionErrors, disruptionStatusErrors } from '../api/validation/disruption-validation'
import { type KubeObject, type PodDisruptionBudget } from '../objects'
import { disruptionColumns } from '../table/disruption-columns'
import { type Form, type Resource } from './resource'

const ofBudgets = {
  group: 'policy',
  plural: 'poddisruptionbudgets',
  kind: 'PodDisruptionBudget',
  namespaced: true,
  hasStatus: true,
  generation: true,
  nameForm: 'any',
  columns: disruptionColumns,
  setDefaults(draft: PodDisruptionBudget): void {
    draft.spec ??= {}
    draft.status ??= { ...noStatus }
  },
  prepareForCreate(draft: PodDisruptionBudget): void {
    draft.status = { ...noStatus }
  },
  validate: disruptionErrors,
  validateStatus: disruptionStatusErrors,
} as const

const noStatus = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 }

/** Kept as v1beta1, as 1.20 has them. */
export const poddisruptionbudgets: Resource<PodDisruptionBudget> = {
  ...ofBudgets,
  version: 'v1beta1',
}

const inVersion = (object: KubeObject, version: string): KubeObject => ({
  ...object,
  apiVersion: `policy/${version}`,
})

const form: Form = {
  of: poddisruptionbudgets as unknown as Resource,
  keep: (object) => inVersion(object, 'v1beta1'),
  show: (kept) => inVersion(kept, 'v1'),
}

/** As they are since 1.21. */
export const poddisruptionbudgetsV1: Resource<PodDisruptionBudget> = {
  ...ofBudgets,
  version: 'v1',
  form,
}

/** Is a pod of these labels under a budget? v1beta1 selects nothing by a selector that says nothing. */
export const isUnder = (
  { spec: { selector } }: PodDisruptionBudget,
  labels: Readonly<Record<string, string>> = {},
): boolean => {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {}
  const isEmpty = Object.keys(matchLabels).length + matchExpressions.length === 0
  return !isEmpty && labelsMatch(selector!, labels)
}
