import { type Pod } from '../objects'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
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
  const heed = (): void => tolerant(() => collector.heed())
  heed()
  const unwatch = client.watch([nodes, pods], ({ type, resource, object, before }) => {
    const hasComeToNode =
      (object as Pod).spec.nodeName !== (before as Pod | undefined)?.spec.nodeName
    if (resource === nodes.plural ? type === 'DELETED' : hasComeToNode) heed()
  })
  return () => {
    unwatch()
    collector.stop()
  }
}

class Collector {
  readonly #startedAt: number
  /** In which look a node was found missing. */
  readonly #missing = new Map<string, number>()
  #cancel: (() => void) | undefined

  constructor(private readonly context: ControllerContext) {
    this.#startedAt = context.clock.now()
  }

  /** Plans the next look if there is anything to see. */
  heed(): void {
    if (!this.#cancel && (this.#missing.size > 0 || this.#orphans().length > 0)) this.#plan()
  }

  stop(): void {
    this.#cancel?.()
  }

  #plan(after = 0): void {
    const { clock } = this.context
    const elapsed = clock.simulatedSince(this.#startedAt)
    const look = Math.max(Math.floor(elapsed / periodMs), after) + 1
    this.#cancel = clock.afterInterval(look * periodMs - elapsed, () => {
      this.#cancel = undefined
      tolerant(() => this.#look(look))
      // Also when the API server did not answer.
      if (this.#missing.size > 0) this.#plan(look)
    })
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
    const { client } = this.context
    return client
      .list(pods)
      .filter(({ spec }) => spec.nodeName && !client.find(nodes, { name: spec.nodeName }))
  }
}
