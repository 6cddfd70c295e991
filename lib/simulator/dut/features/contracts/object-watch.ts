import type { KubeObject } from '../../../kubernetes/objects'
import type { HandoverLab } from '../testing/handover-lab'
import type { ObjectEvent } from './object-recording'

const watched = { pods: 'pods', node: 'nodes', daemonset: 'daemonsets', events: 'events' } as const
export type Watched = keyof typeof watched

const isOfTheStory = ({ metadata }: KubeObject): boolean =>
  metadata.namespace === 'sonic' || metadata.name === 'vlab-01'

/** Watches the objects of one kind from now on; what is there comes first. The answer is filled as events come. */
export function watchObjects(
  lab: HandoverLab,
  kind: Watched,
): { readonly events: ObjectEvent[]; readonly end: () => void } {
  const client = lab.cluster.client()
  const events: ObjectEvent[] = []
  const note = (type: string, object: KubeObject): void => {
    if (isOfTheStory(object)) events.push({ t: lab.seconds, type, object: structuredClone(object) })
  }
  // Events of what was before the story are not told.
  const first = kind === 'events' ? [] : lab.cluster.store.list(watched[kind])
  for (const object of first) note('ADDED', object)
  const end = client.watch([{ plural: watched[kind] }], ({ type, object }) => note(type, object))
  return { events, end }
}
