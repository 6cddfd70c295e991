import { type Condition } from '../../objects'

/** Sets a condition, last in the list; one that says the same already stays where it is. */
export function withCondition(
  conditions: readonly Condition[] = [],
  { type, status, reason, message }: Condition,
  now: string,
): Condition[] {
  const known = conditions.find((one) => one.type === type)
  if (known?.status === status && known.reason === reason) return [...conditions]
  const lastTransitionTime = known?.status === status ? known.lastTransitionTime : now
  const others = conditions.filter((one) => one.type !== type)
  return [
    ...others,
    { type, status, lastUpdateTime: now, lastTransitionTime, reason, message } as Condition,
  ]
}
