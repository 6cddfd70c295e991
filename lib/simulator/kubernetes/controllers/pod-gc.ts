import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { type Controller, tolerant } from './controller'

const quarantineMs: readonly [number, number] = [42_000, 52_000]

/** Pods of a node that is gone for some 45 s are removed without asking its kubelet. */
export const podGarbageCollector: Controller = ({ client, clock, random }) => {
  const collect = (): void => {
    const known = new Set(client.list(nodes).map(({ metadata }) => metadata.name))
    for (const { metadata, spec } of client.list(pods)) {
      if (!spec.nodeName || known.has(spec.nodeName)) continue
      tolerant(() => client.delete(pods, metadata, { gracePeriodSeconds: 0 }))
    }
  }
  const collectLater = (): void =>
    void clock.afterInterval(random.between(...quarantineMs), () => tolerant(collect))
  collectLater()
  return client.watch([nodes], ({ type }) => {
    if (type === 'DELETED') collectLater()
  })
}
