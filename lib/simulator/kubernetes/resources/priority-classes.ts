import { priorityClassErrors, priorityUpdateErrors } from '../api/validation/priority-validation'
import { forbidden } from '../api/status-error'
import { type KubeObject, type PriorityClass } from '../objects'
import { priorityClassColumns } from '../table/cluster-columns'
import { type AdmissionContext, type Form, type Resource } from './resource'

const ofPriorities = {
  group: 'scheduling.k8s.io',
  plural: 'priorityclasses',
  kind: 'PriorityClass',
  namespaced: false,
  columns: priorityClassColumns,
  checkedOnce: true,
  setDefaults(draft: PriorityClass): void {
    draft.value ??= 0
    draft.preemptionPolicy ??= 'PreemptLowerPriority'
    if (draft.globalDefault === false) delete draft.globalDefault
  },
  prepareForCreate(draft: PriorityClass, { list }: AdmissionContext): void {
    draft.metadata.generation = 1
    insistOnOneUsual(draft, list(priorityclasses) as PriorityClass[])
  },
  admitUpdate: (draft: PriorityClass, { list }: AdmissionContext): void =>
    insistOnOneUsual(draft, list(priorityclasses) as PriorityClass[]),
  validate: priorityClassErrors,
  validateUpdate: priorityUpdateErrors,
} as const

/** How much pods matter, by name. */
export const priorityclasses: Resource<PriorityClass> = {
  ...ofPriorities,
  version: 'v1',
}

/** Throws 403 for a second class that is to be the usual one. */
function insistOnOneUsual(
  { metadata: { name }, globalDefault }: PriorityClass,
  classes: readonly PriorityClass[],
): void {
  const usual = globalDefault && usualAmong(classes)
  if (usual && usual.metadata.name !== name)
    throw forbidden(
      priorityclasses,
      name,
      `PriorityClass ${usual.metadata.name} is already marked as default. Only one default can exist`,
    )
}

/** The class of pods that name none; of several the least. */
export const usualAmong = (classes: readonly PriorityClass[]): PriorityClass | undefined =>
  classes
    .filter(({ globalDefault }) => globalDefault)
    .toSorted((a, b) => a.value - b.value)
    .at(0)

const inVersion = (object: KubeObject, version: string): KubeObject => ({
  ...object,
  apiVersion: `scheduling.k8s.io/${version}`,
})

const form: Form = {
  of: priorityclasses as unknown as Resource,
  keep: (object) => inVersion(object, 'v1'),
  show: (kept) => inVersion(kept, 'v1beta1'),
}

/** As 1.20 and 1.21 have them besides. */
export const priorityclassesV1beta1: Resource<PriorityClass> = {
  ...ofPriorities,
  version: 'v1beta1',
  form,
}
