import { type SimulatedClock } from '../../time/clock'
import { type Pod } from '../objects'

export const isReady = (pod: Pod): boolean => readyCondition(pod)?.status === 'True'

/**
 * In how many simulated milliseconds a pod will have been ready for so many seconds: 0, it is available; undefined, it
 * isn't even ready.
 */
export function availableAfterMs(
  pod: Pod,
  minReadySeconds: number,
  clock: SimulatedClock,
): number | undefined {
  if (!isReady(pod)) return undefined
  if (minReadySeconds === 0) return 0
  const since = Date.parse(readyCondition(pod)?.lastTransitionTime ?? '')
  return Math.max(0, minReadySeconds * 1000 - Math.max(0, clock.simulatedSince(since)))
}

const readyCondition = ({
  status,
}: Pod): NonNullable<Pod['status']['conditions']>[number] | undefined =>
  status.conditions?.find(({ type }) => type === 'Ready')
