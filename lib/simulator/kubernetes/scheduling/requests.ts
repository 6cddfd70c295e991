import { type PodContainer, type PodSpec } from '../objects'
import { amountOf } from '../schema/quantity'

/** Amounts by the name of the resource, in billionths. */
export type Amounts = ReadonlyMap<string, bigint>

/** What a pod wants of a node: all its containers at once, or the greatest of those that run before them. */
export function requestsOf({ containers, initContainers = [], overhead = {} }: PodSpec): Amounts {
  const together = new Map<string, bigint>()
  for (const container of containers)
    for (const [name, amount] of wantedBy(container)) add(together, name, amount)
  for (const container of initContainers)
    for (const [name, amount] of wantedBy(container))
      if (amount > (together.get(name) ?? 0n)) together.set(name, amount)
  for (const [name, amount] of amountsIn(overhead)) add(together, name, amount)
  return together
}

export const amountsIn = (quantities: Readonly<Record<string, string>> = {}): Amounts =>
  new Map(Object.entries(quantities).map(([name, text]) => [name, amountOf(text)]))

const wantedBy = ({ resources }: PodContainer): Amounts => amountsIn(resources?.requests)

export const add = (to: Map<string, bigint>, name: string, amount: bigint): void =>
  void to.set(name, (to.get(name) ?? 0n) + amount)
