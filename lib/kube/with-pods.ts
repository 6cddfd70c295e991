import { type Condition, notYet } from '../wait/condition'
import { type PodApi } from './conditions'
import { describePods } from './pod-state'
import { type PodQuery } from './api/queries'

/** A condition elsewhere that pods stand behind: while it does not hold, their states are told, too. */
export const withPods = <T>(
  condition: Condition<T>,
  kube: PodApi,
  query: PodQuery,
): Condition<T> => ({
  ...condition,
  async check(signal) {
    const verdict = await condition.check(signal)
    if (verdict.met) return verdict
    return notYet(`${verdict.seen}; pods: ${describePods(await kube.listPods(query))}`)
  },
})
