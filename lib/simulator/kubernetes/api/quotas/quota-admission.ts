import { type KubeObject, type Pod, type Quantities, type ResourceQuota } from '../../objects'
import { allContainers } from '../../objects/all-containers'
import { amountOf } from '../../schema/quantity'
import { sumOf } from '../../schema/quantity-sum'
import { resourcequotas } from '../../resources/resource-quotas'
import { type Resource } from '../../resources/resource'
import { type KubernetesApi } from '../kubernetes-api'
import { forbidden, type ResourceName } from '../status-error'
import { computed, isInScope, usageOf } from './usage'

/**
 * Answers how the quotas of its namespace are charged with a new object once it is kept. Throws 403 for what one of them does not allow,
 * or that it says too little for (plugin ResourceQuota, 1.20).
 */
export function chargeFor<T extends KubeObject>(
  api: KubernetesApi,
  resource: Resource<T>,
  object: T,
): () => void {
  const { namespace, name } = object.metadata
  const quotas = namespace === undefined ? [] : api.list(resourcequotas, namespace)
  if (quotas.length === 0 || resource.plural === 'events') return () => undefined
  const charges = chargesFor(resource, object, quotas, (why) => forbidden(resource, name, why))
  return () => {
    for (const { quota, used } of charges)
      api.modify(resourcequotas, quota.metadata, ({ status }) => Object.assign(status, { used }), {
        subresource: 'status',
        manager: 'kube-apiserver',
      })
  }
}

/** What a new object leaves used of each quota. */
type Charge = readonly { readonly quota: ResourceQuota; readonly used: Quantities }[]

function chargesFor(
  resource: ResourceName,
  object: KubeObject,
  quotas: readonly ResourceQuota[],
  refuse: (why: string) => Error,
): Charge {
  const usage = usageOf(resource, object)
  const concerned = quotas
    .filter((quota) => isInScope(quota, resource, object))
    .map((quota) => ({ quota, hard: quota.status.hard ?? {} }))
    .filter(({ hard }) => namesFor(resource, usage, hard).length > 0)
  for (const { quota, hard } of concerned) {
    const { name } = quota.metadata
    const unsaid = resource.plural === 'pods' ? missingFrom(object as Pod, hard) : []
    if (unsaid.length > 0) throw refuse(`failed quota: ${name}: must specify ${unsaid.join()}`)
  }
  return concerned.map(({ quota, hard }) => {
    const requested = Object.keys(usage).filter((name) => name in hard)
    const before = quota.status.used ?? {}
    const after = (name: string): string => sumOf([before[name] ?? '0', usage[name]!])
    const exceeded = requested.filter((name) => amountOf(after(name)) > amountOf(hard[name]))
    if (exceeded.length > 0)
      throw refuse(
        `exceeded quota: ${quota.metadata.name}, requested: ${listed(exceeded, usage)}, used: ${listed(exceeded, before)}, limited: ${listed(exceeded, hard)}`,
      )
    const changed = Object.fromEntries(requested.map((name) => [name, after(name)]))
    return { quota, used: { ...before, ...changed } }
  })
}

/** What of a quota an object of this kind can be about. */
const namesFor = (resource: ResourceName, usage: Quantities, hard: Quantities): string[] =>
  Object.keys(hard).filter(
    (name) => name in usage || (resource.plural === 'pods' && !resource.group && isAsked(name)),
  )

const isAsked = (name: string): boolean =>
  computed.includes(name.replace(/^(requests|limits)\./, ''))

/** What is limited has to be said by every container. */
function missingFrom({ spec }: Pod, hard: Quantities): string[] {
  const all = allContainers(spec)
  return Object.keys(hard)
    .filter(isAsked)
    .filter((name) => {
      const [, kind = 'requests', bare = name] = /^(requests|limits)\.(.*)$/.exec(name) ?? []
      return all.some(({ resources }) => !(bare in (resources?.[kind as 'limits'] ?? {})))
    })
    .sort()
}

const listed = (names: readonly string[], quantities: Quantities): string =>
  [...names]
    .sort()
    .map((name) => `${name}=${quantities[name] ?? '0'}`)
    .join()
