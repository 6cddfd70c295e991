import { type KubeObject, type Pod, type Quantities, type ResourceQuota } from '../../objects'
import { isOver } from '../../objects/pod-phase'
import { allContainers } from '../../objects/all-containers'
import { sumOf } from '../../schema/quantity-sum'
import { type ResourceName } from '../status-error'

const counted = [
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
]

/** Under which names an object counts: pods by what they ask for, too (kubernetes/pkg/quota/v1/evaluator/core, 1.20). */
export function usageOf({ plural, group }: ResourceName, object: KubeObject): Quantities {
  const count = { [`count/${plural}${group && `.${group}`}`]: '1' }
  if (plural === 'pods' && !group) return podUsage(object as Pod, count)
  return group === '' && counted.includes(plural) ? { ...count, [plural]: '1' } : count
}

/** What has ended takes nothing any more but its place among all objects. */
function podUsage(pod: Pod, count: Quantities): Quantities {
  if (isOver(pod)) return count
  const usage: Quantities = { ...count, pods: '1' }
  for (const [name, amount] of Object.entries(askedFor(pod, 'requests'))) {
    usage[`requests.${name}`] = amount
    if (computed.includes(name)) usage[name] = amount
  }
  for (const [name, amount] of Object.entries(askedFor(pod, 'limits')))
    if (computed.includes(name)) usage[`limits.${name}`] = amount
  return usage
}

/** What containers ask for, and are limited in. */
export const computed = ['cpu', 'memory', 'ephemeral-storage']

function askedFor({ spec }: Pod, kind: 'requests' | 'limits'): Quantities {
  const all = spec.containers.map(({ resources }) => resources?.[kind] ?? {})
  const names = new Set(all.flatMap((one) => Object.keys(one)))
  return Object.fromEntries(
    [...names].map((name) => [name, sumOf(all.flatMap((one) => one[name] ?? []))]),
  )
}

/** Does a quota count this object, of whatever kind? Those with scopes count pods of that sort only. */
export function isInScope(
  { spec: { scopes = [] } }: ResourceQuota,
  { plural, group }: ResourceName,
  object: KubeObject,
): boolean {
  if (scopes.length === 0) return true
  return plural === 'pods' && !group && scopes.every((scope) => isOfSort(scope, object as Pod))
}

function isOfSort(scope: string, { spec, status }: Pod): boolean {
  const isModest = allContainers(spec).every(
    ({ resources = {} }) => !resources.limits && !resources.requests,
  )
  const isBest = status.qosClass === undefined ? isModest : status.qosClass === 'BestEffort'
  if (scope === 'BestEffort') return isBest
  if (scope === 'NotBestEffort') return !isBest
  const ends = spec.activeDeadlineSeconds !== undefined
  return scope === 'Terminating' ? ends : !ends
}
