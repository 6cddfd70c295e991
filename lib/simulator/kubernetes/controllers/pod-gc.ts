import { durations } from '../../chance/durations'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { type Controller, tolerant } from './controller'

/** Pods of a node that has been gone for some 45 s are removed without asking its kubelet. */
export const podGarbageCollector: Controller = ({ client, clock, random }) => {
  const collect = (node: string): void => {
    if (client.find(nodes, { name: node })) return
    for (const { metadata, spec } of client.list(pods)) {
      if (spec.nodeName === node) client.delete(pods, metadata, { gracePeriodSeconds: 0 })
    }
  }
  const collectLater = (node: string): void =>
    void clock.afterInterval(random.of(node).within(durations.collectPods), () =>
      tolerant(() => collect(node)),
    )

  const used = new Set(client.list(pods).flatMap(({ spec }) => spec.nodeName ?? []))
  for (const node of used) if (!client.find(nodes, { name: node })) collectLater(node)
  return client.watch([nodes], ({ type, object }) => {
    if (type === 'DELETED') collectLater(object.metadata.name)
  })
}
