import { type Node, type Pod } from '../objects'
import { add, type Amounts, amountsIn, requestsOf } from './requests'

const inOrder = ['cpu', 'memory', 'ephemeral-storage']

/** Of which resources a node has too little left for a pod beside those that are on it, each as the scheduler says it. */
export function shortages(node: Node, pod: Pod, there: readonly Pod[]): string[] {
  const offered = amountsIn(node.status.allocatable)
  const used = usedBy(there)
  const wanted = requestsOf(pod.spec)
  const names = [
    ...inOrder.filter((name) => wanted.has(name)),
    ...[...wanted.keys()].filter((name) => !inOrder.includes(name)),
  ]
  const most = Number((offered.get('pods') ?? 0n) / 1_000_000_000n)
  return [
    ...(there.length + 1 > most ? ['Too many pods'] : []),
    ...names
      .filter((name) => {
        const amount = wanted.get(name) ?? 0n
        return amount > 0n && amount > (offered.get(name) ?? 0n) - (used.get(name) ?? 0n)
      })
      .map((name) => `Insufficient ${name}`),
  ]
}

export function usedBy(there: readonly Pod[]): Amounts {
  const used = new Map<string, bigint>()
  for (const { spec } of there)
    for (const [name, amount] of requestsOf(spec)) add(used, name, amount)
  return used
}
