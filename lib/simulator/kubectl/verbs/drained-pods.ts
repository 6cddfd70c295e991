import { ApiRefusal } from '../api-refusal'
import type { Call } from '../call'
import type { ApiList, ApiObject } from '../objects'
import { objectPath, resourceKind } from '../resource-kinds'

/** What `kubectl drain` makes of the pods on a node. */
export interface DrainedPods {
  readonly toEvict: readonly ApiObject[]
  /** `deleting Pods with local storage: default/a, default/b` */
  readonly warnings: readonly string[]
  /** `cannot delete …`: with any of them nothing is evicted. */
  readonly obstacles: readonly string[]
}

/** A pod's fate: whether it is evicted, and what is said of it, to warn or because it may not be. */
interface Fate {
  readonly evict: boolean
  readonly warning?: string
  readonly obstacle?: string
}

const evicted: Fate = { evict: true }
const daemonSets = resourceKind('daemonsets')

export async function drainedPods(call: Call, node: string): Promise<DrainedPods> {
  const query = `fieldSelector=${encodeURIComponent(`spec.nodeName=${node}`)}`
  const { items = [] } = await call.api.json<ApiList>('GET', `/api/v1/pods?${query}`)
  const fates: { pod: ApiObject; fate: Fate }[] = []
  for (const pod of items) fates.push({ pod, fate: await fateOf(call, pod) })
  const said = (of: 'warning' | 'obstacle'): string[] => {
    const names = new Map<string, string[]>()
    for (const { pod, fate } of fates) {
      const text = fate[of]
      if (text !== undefined) names.set(text, [...(names.get(text) ?? []), nameOf(pod)])
    }
    return [...names].map(([text, pods]) => `${text}: ${pods.join(', ')}`)
  }
  return {
    toEvict: fates.flatMap(({ pod, fate }) => (fate.evict ? [pod] : [])),
    warnings: said('warning'),
    obstacles: said('obstacle').map((text) => `cannot delete ${text}`),
  }
}

/** Its DaemonSet decides first, then what would be lost with it, then whether anybody makes it anew. */
async function fateOf(call: Call, pod: ApiObject): Promise<Fate> {
  if (pod.metadata.annotations?.['kubernetes.io/config.mirror']) return { evict: false }
  if (isOver(pod)) return evicted
  const owner = pod.metadata.ownerReferences?.find(({ controller }) => controller)
  if (owner?.kind === 'DaemonSet') {
    const missing = await complaintOfDaemonSet(call, pod, owner.name)
    if (missing === undefined) return fateInDaemonSet(call)
    if (!call.line.is('force')) return { evict: false, obstacle: missing }
  }
  const isLocal = hasEmptyDir(pod)
  const mayLose = call.line.is('delete-emptydir-data') || call.line.is('delete-local-data')
  if (isLocal && !mayLose) {
    const obstacle = 'Pods with local storage (use --delete-emptydir-data to override)'
    return { evict: false, obstacle }
  }
  if (!owner) return fateOfUnmanaged(call)
  return { evict: true, ...(isLocal && { warning: 'deleting Pods with local storage' }) }
}

const fateInDaemonSet = (call: Call): Fate =>
  call.line.is('ignore-daemonsets')
    ? { evict: false, warning: 'ignoring DaemonSet-managed Pods' }
    : { evict: false, obstacle: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' }

function fateOfUnmanaged(call: Call): Fate {
  const [whose, that] =
    call.minor >= 25
      ? ['declare no controller', 'that declare no controller']
      : Array<string>(2).fill(
          'not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet',
        )
  return call.line.is('force')
    ? { evict: true, warning: `deleting Pods ${that}` }
    : { evict: false, obstacle: `Pods ${whose} (use --force to override)` }
}

async function complaintOfDaemonSet(
  call: Call,
  { metadata: { namespace = 'default' } }: ApiObject,
  name: string,
): Promise<string | undefined> {
  try {
    await call.api.json('GET', objectPath(daemonSets, namespace, name))
    return undefined
  } catch (error) {
    if (error instanceof ApiRefusal && error.httpStatus === 404)
      return `daemonsets.apps "${name}" not found`
    throw error
  }
}

const nameOf = ({ metadata }: ApiObject): string => `${metadata.namespace}/${metadata.name}`

const isOver = (pod: ApiObject): boolean =>
  ['Succeeded', 'Failed'].includes((pod.status as { phase?: string } | undefined)?.phase ?? '')

const hasEmptyDir = ({ spec }: ApiObject): boolean =>
  ((spec as { volumes?: readonly object[] } | undefined)?.volumes ?? []).some(
    (volume) => 'emptyDir' in volume,
  )
