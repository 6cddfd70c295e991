import { type Pod } from '../objects'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { Turns } from '../../time/turns'
import { type Controller, type ControllerContext, tolerant } from './controller'

const periodMs = 20_000
/** 40 s, in periods. */
const quarantine = 2

/**
 * Removes pods of nodes that are not there, without asking a kubelet: it looks every 20 s, and gives a node that is missing
 * 40 s to come back. Looks that would find nothing are left out.
 */
export const podGarbageCollector: Controller = (context) => {
  const { client } = context
  const collector = new Collector(context)
  tolerant(() => collector.heed())
  const unwatch = client.watch([nodes, pods], ({ type, resource, object, before }) => {
    const comesToNode = (object as Pod).spec.nodeName !== (before as Pod | undefined)?.spec.nodeName
    if (resource === pods.plural && comesToNode) tolerant(() => collector.meet(object as Pod))
    if (resource === nodes.plural && type === 'DELETED') tolerant(() => collector.heed())
  })
  return () => {
    unwatch()
    collector.stop()
  }
}

class Collector {
  /** In which look a node was found missing. */
  readonly #missing = new Map<string, number>()
  readonly #looks: Turns

  constructor(private readonly context: ControllerContext) {
    this.#looks = new Turns(context.clock, periodMs, (look) => {
      tolerant(() => this.#look(look))
      // Also when the API server did not answer.
      return this.#missing.size > 0
    })
  }

  /** Plans the next look if there is anything to see. */
  heed(): void {
    if (this.#missing.size > 0 || this.#orphans().length > 0) this.#looks.heed()
  }

  /** A pod has come to its node. */
  meet(pod: Pod): void {
    if (this.#isOrphan(pod)) this.#looks.heed()
  }

  stop(): void {
    this.#looks.stop()
  }

  #look(look: number): void {
    const orphans = this.#orphans()
    for (const { spec } of orphans)
      if (!this.#missing.has(spec.nodeName!)) this.#missing.set(spec.nodeName!, look)
    for (const [node, since] of [...this.#missing]) {
      if (look < since + quarantine) continue
      this.#missing.delete(node)
      for (const { metadata, spec } of orphans)
        if (spec.nodeName === node)
          this.context.client.delete(pods, metadata, { gracePeriodSeconds: 0 })
    }
  }

  #orphans(): Pod[] {
    return this.context.client.list(pods).filter((pod) => this.#isOrphan(pod))
  }

  #isOrphan({ spec: { nodeName } }: Pod): boolean {
    return Boolean(nodeName) && !this.context.client.find(nodes, { name: nodeName! })
  }
}
