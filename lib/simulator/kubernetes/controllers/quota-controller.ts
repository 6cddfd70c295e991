import { durations } from '../../chance/durations'
import { isInScope, usageOf } from '../api/quotas/usage'
import { type ApiClient } from '../api/api-client'
import { isSame } from '../json/json'
import { type Pod, type Quantities, type ResourceQuota } from '../objects'
import { isOver } from '../objects/pod-phase'
import { resources } from '../resources/catalogue'
import { pods } from '../resources/pods'
import { resourcequotas } from '../resources/resource-quotas'
import { sumOf } from '../schema/quantity-sum'
import { type Controller } from './controller'
import { reconcileEach } from './sync-queue'

/**
 * Counts what is used of each quota: when it is new or another, and when something goes that was counted. What comes is counted as it
 * is let in (kubernetes/pkg/controller/resourcequota, 1.20).
 */
export const quotaController: Controller = (context) =>
  reconcileEach(context, {
    resource: resourcequotas,
    watched: resources.filter(({ namespaced, plural }) => namespaced && plural !== 'events'),
    concerns: (quota, { type, resource, object, before }) => {
      if (resource === resourcequotas.plural && object.metadata.uid === quota.metadata.uid)
        return !isSame((before as ResourceQuota | undefined)?.spec, (object as ResourceQuota).spec)
      if (object.metadata.namespace !== quota.metadata.namespace) return false
      const isSpent = resource === pods.plural && isOver(object as Pod)
      return type === 'DELETED' || isSpent
    },
    pause: durations.syncQuotas,
    sync: (quota) => {
      const hard = quota.spec.hard ?? {}
      const used = usedOf(context.client, quota, Object.keys(hard))
      const isKnown = isSame([hard, used], [quota.status.hard ?? {}, quota.status.used ?? {}])
      if (!isKnown)
        context.client.modifyStatus(resourcequotas, quota.metadata, (draft) => {
          draft.status = { hard, used }
        })
      return undefined
    },
  })

function usedOf(client: ApiClient, quota: ResourceQuota, names: readonly string[]): Quantities {
  const { namespace } = quota.metadata
  const usages = resources
    .filter(({ namespaced, lifeless, plural }) => namespaced && !lifeless && plural !== 'events')
    .flatMap((resource) =>
      client
        .list(resource, namespace)
        .filter((object) => isInScope(quota, resource, object))
        .map((object) => usageOf(resource, object)),
    )
  return Object.fromEntries(
    names.map((name) => [name, sumOf(usages.flatMap((usage) => usage[name] ?? []))]),
  )
}
