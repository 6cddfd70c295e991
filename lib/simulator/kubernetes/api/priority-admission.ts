import { type Pod, type PriorityClass } from '../objects'
import { priorityclasses, usualAmong } from '../resources/priority-classes'
import { type AdmissionContext } from '../resources/resource'

/** Gives a new pod what its class of priorities says; one that names none has the usual class, if there is one. */
export function admitPriority(
  { spec }: Pod,
  { find, list }: Pick<AdmissionContext, 'find' | 'list'>,
  refuse: (why: string) => Error,
): void {
  const named = spec.priorityClassName
  const own = named
    ? (find(priorityclasses, named) as PriorityClass | undefined)
    : usualAmong(list(priorityclasses) as PriorityClass[])
  if (named && !own) throw refuse(`no PriorityClass with name ${named} was found`)
  const { value = 0, preemptionPolicy = 'PreemptLowerPriority' } = own ?? {}
  if (spec.priority !== undefined && spec.priority !== value)
    throw refuse(
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
    )
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== preemptionPolicy)
    throw refuse(
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${preemptionPolicy} from the given PriorityClass name`,
    )
  if (!named && own) spec.priorityClassName = own.metadata.name
  spec.priority = value
  spec.preemptionPolicy = preemptionPolicy
}
