import { type Node, type Pod } from '../objects'
import { add, type Amounts, amountsIn, requestsOf } from './requests'

const inOrder = ['cpu', 'memory', 'ephemeral-storage']

/** Of a resource that a node has too little of; processors in thousandths, all else in whole numbers. */
export interface Shortage {
  readonly name: string
  readonly requested: bigint
  readonly used: bigint
  readonly capacity: bigint
}

/** Of which resources a node has too little left for a pod beside those that are on it. */
export function shortages(node: Node, pod: Pod, there: readonly Pod[]): Shortage[] {
  const offered = amountsIn(node.status.allocatable)
  const used = usedBy(there)
  const wanted = requestsOf(pod.spec)
  const names = [
    ...inOrder.filter((name) => wanted.has(name)),
    ...[...wanted.keys()].filter((name) => !inOrder.includes(name)),
  ]
  const most = (offered.get('pods') ?? 0n) / unit
  const crowd = { name: 'pods', requested: 1n, used: BigInt(there.length), capacity: most }
  return [
    ...(crowd.used + 1n > most ? [crowd] : []),
    ...names
      .filter((name) => {
        const amount = wanted.get(name) ?? 0n
        return amount > 0n && amount > (offered.get(name) ?? 0n) - (used.get(name) ?? 0n)
      })
      .map((name) => ({
        name,
        requested: counted(name, wanted.get(name)),
        used: counted(name, used.get(name)),
        capacity: counted(name, offered.get(name)),
      })),
  ]
}

/** As the scheduler says it. */
export const insufficient = ({ name }: Shortage): string =>
  name === 'pods' ? 'Too many pods' : `Insufficient ${name}`

const unit = 1_000_000_000n

/** As Go counts it: parts of the smallest are rounded up. */
function counted(name: string, billionths = 0n): bigint {
  const smallest = name === 'cpu' ? unit / 1000n : unit
  return (billionths + smallest - 1n) / smallest
}

export function usedBy(there: readonly Pod[]): Amounts {
  const used = new Map<string, bigint>()
  for (const { spec } of there)
    for (const [name, amount] of requestsOf(spec)) add(used, name, amount)
  return used
}
