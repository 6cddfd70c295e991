import { has } from '../release/changes'

/** What the scheduler says of a pod that no node is for: how many nodes have which reasons. */
export function unschedulableMessage(
  reasons: readonly (readonly string[])[],
  minor: number,
): string {
  if (reasons.length === 0) return 'no nodes available to schedule pods'
  const first = `${availability(reasons)}.`
  if (!has('preemptionIsTold', minor)) return first
  const evictions = reasons.map((each) => [
    each.every(isRelieved)
      ? 'No preemption victims found for incoming pod'
      : 'Preemption is not helpful for scheduling',
  ])
  return `${first} preemption: ${availability(evictions)}..`
}

function availability(reasons: readonly (readonly string[])[]): string {
  const counts = new Map<string, number>()
  for (const reason of reasons.flat()) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const told = [...counts].map(([reason, count]) => `${count} ${reason}`).sort()
  return `0/${reasons.length} nodes are available: ${told.join(', ')}`
}

/** Would it help if other pods went? */
const isRelieved = (reason: string): boolean =>
  /^(Insufficient |Too many pods)|free ports|anti-affinity rules|spread constraints$/.test(reason)
