import { type Pod, type PodSpec, type Toleration } from '../../objects'
import { type FieldError, forbiddenField, invalidValue } from '../field-error'
import { isSame } from '../../json/json'
import { updatedImageErrors } from './image-validation'
import { tolerationErrors } from './taint-validation'

/** What an update may change of a pod that is there: its images, a shorter deadline, more tolerations. */
export function podUpdateErrors(after: Pod, before: Pod): FieldError[] {
  const [now, was] = [after.spec, before.spec]
  for (const list of ['containers', 'initContainers'] as const)
    if ((now[list] ?? []).length !== (was[list] ?? []).length)
      return [forbiddenField(`spec.${list}`, 'pod updates may not add or remove containers')]
  const errors = [
    ...updatedImageErrors(now.containers, 'spec.containers'),
    ...updatedImageErrors(now.initContainers ?? [], 'spec.initContainers'),
    ...deadlineErrors(now.activeDeadlineSeconds, was.activeDeadlineSeconds),
    ...tolerationChanges(now.tolerations, was.tolerations),
  ]
  const isOther = !isSame(mutedSpec(now, was), mutedSpec(was, was))
  return isOther ? [...errors, forbiddenField('spec', onlyThese)] : errors
}

/** The real server goes on with what it has compared, in the form of Go's `cmp`. */
const onlyThese =
  'pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, `spec.activeDeadlineSeconds` or `spec.tolerations` (only additions to existing tolerations)'

function deadlineErrors(now: number | undefined, was: number | undefined): FieldError[] {
  const field = 'spec.activeDeadlineSeconds'
  if (was === undefined) return []
  if (now === undefined)
    return [invalidValue(field, 'null', 'must not update from a positive integer to nil value')]
  return now > was ? [invalidValue(field, now, 'must be less than or equal to previous value')] : []
}

function tolerationChanges(
  now: readonly Toleration[] = [],
  was: readonly Toleration[] = [],
): FieldError[] {
  const bare = ({ tolerationSeconds: _, ...rest }: Toleration): object => rest
  const kept = was.every((old) => now.some((one) => isSame(bare(one), bare(old))))
  const why = 'existing toleration can not be modified except its tolerationSeconds'
  if (!kept) return [forbiddenField('spec.tolerations', why)]
  return tolerationErrors(now, 'spec.tolerations')
}

/** A spec with what may change as it was. */
const mutedSpec = (spec: PodSpec, was: PodSpec): object => {
  const withImages = (list: 'containers' | 'initContainers'): object[] =>
    (spec[list] ?? []).map((container, index) => ({
      ...container,
      image: was[list]?.[index]?.image,
    }))
  return {
    ...spec,
    activeDeadlineSeconds: 0,
    tolerations: [],
    containers: withImages('containers'),
    initContainers: withImages('initContainers'),
  }
}
