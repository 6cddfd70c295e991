import { type DaemonSet, type Node, type Pod } from '../../objects'
import { isReady } from '../availability'

/** One node's pods of a DaemonSet that is surging: at most one of each. */
export interface Place {
  readonly node: Node
  readonly older: Pod | undefined
  readonly newer: Pod | undefined
  /** May a pod be started here? */
  readonly starts: boolean
}

export type IsAvailable = (pod: Pod) => boolean

/** A number, or a share of so many, rounded up. */
export const countOf = (value: number | string, whole: number): number =>
  typeof value === 'number' ? value : Math.ceil((whole * parseInt(value, 10)) / 100)

/** How many new pods may be there beside old ones (KEP 1591); 0: the old one ends first. */
export function maxSurgeOf({ spec }: DaemonSet, desired: number): number {
  const { type, rollingUpdate } = spec.updateStrategy ?? {}
  return type === 'OnDelete' ? 0 : countOf(rollingUpdate?.maxSurge ?? 0, desired)
}

/**
 * Of several pods on a node that surges, those that go: all but the oldest new one and the oldest old one, and that one, too,
 * once it isn't ready or its successor is available.
 */
export function excessOf(present: readonly Pod[], isNew: IsAvailable, is: IsAvailable): Pod[] {
  const newer = present.find(isNew)
  const older = present.find((pod) => !isNew(pod))
  const others = present.filter((pod) => pod !== newer && pod !== older)
  const replaced = older && newer && (!isReady(older) || is(newer))
  return replaced ? [...others, older] : others
}

/** A rollout's next step while it surges: which old pods end, and where new ones begin. */
export function surgeStep(
  places: readonly Place[],
  maxSurge: number,
  isAvailable: IsAvailable,
): { ends: Pod[]; begins: Node[] } {
  const surged = places.filter(({ older, newer }) => older && newer)
  const waiting = surged.filter(({ newer }) => !isAvailable(newer!))
  const done = surged.filter((place) => !waiting.includes(place))
  const old = places.filter(({ older, newer }) => older && !newer)
  const failing = old.filter(({ older }) => !isAvailable(older!))
  const candidates = old.filter((place) => !failing.includes(place) && place.starts)
  const budget = Math.max(0, maxSurge - waiting.length)
  return {
    ends: [...done, ...failing.filter(({ starts }) => !starts)].map(({ older }) => older!),
    begins: [...failing.filter(({ starts }) => starts), ...candidates.slice(0, budget)].map(
      ({ node }) => node,
    ),
  }
}
