import { type SimulatedClock } from '../../time/clock'
import { type SeededRandom, type Span } from '../../chance/seeded-random'
import { type ApiClient, ApiUnreachable } from '../api/api-client'
import { type StoreEvent } from '../api/store'
import { StatusError } from '../api/status-error'
import { type KubernetesRelease } from '../release/kubernetes-release'
import { type ClusterPki } from '../credentials/cluster-pki'

export interface ControllerContext {
  readonly client: ApiClient
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  readonly pki: ClusterPki
  readonly release: KubernetesRelease
}

/** Begins to act on the cluster; the answer ends it. */
export type Controller = (context: ControllerContext) => () => void

/**
 * Runs `sync` a while after something it watches has changed, once for a burst of changes, and once at the
 * start; `concerns` tells which changes count. What a sync meets that isn't there any more is met again, or not, by the next one.
 */
export function reconcile(
  { client, clock, random }: ControllerContext,
  watched: readonly { plural: string }[],
  pause: Span,
  sync: () => void,
  concerns: (change: StoreEvent) => boolean = () => true,
): () => void {
  let cancel: (() => void) | undefined
  const trigger = (): void => {
    cancel ??= clock.after(random.within(pause), () => {
      cancel = undefined
      tolerant(sync)
    })
  }
  const unwatch = client.watch(watched, (change) => {
    if (concerns(change)) trigger()
  })
  trigger()
  return () => {
    unwatch()
    cancel?.()
  }
}

/** Lets pass what only says that the world has moved on: conflicts, missing objects, an API server that is down. */
export function tolerant(action: () => void): void {
  try {
    action()
  } catch (error) {
    if (!(error instanceof StatusError) && !(error instanceof ApiUnreachable)) throw error
  }
}
