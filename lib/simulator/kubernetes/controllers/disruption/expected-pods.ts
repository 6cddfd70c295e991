import { type ApiClient } from '../../api/api-client'
import { type OwnerReference, type Pod, type PodDisruptionBudget } from '../../objects'
import { deployments, replicasets } from '../../resources/deployments'

/** Why it can't be told how many pods there are to be; the reason is that of an event. */
export class CannotCount extends Error {
  constructor(
    readonly reason: string,
    message: string,
  ) {
    super(message)
  }
}

export interface ExpectedPods {
  readonly count: number
  /** So many of them have to stay. */
  readonly healthy: number
}

/** How many pods a budget is about. Shares, and what may be missing, are of what their controllers want. Throws CannotCount. */
export function expectedOf(
  client: ApiClient,
  { minAvailable, maxUnavailable }: PodDisruptionBudget['spec'],
  own: readonly Pod[],
): ExpectedPods {
  if (maxUnavailable !== undefined) {
    const count = scaleOf(client, own)
    return { count, healthy: Math.max(0, count - amount(maxUnavailable, count)) }
  }
  if (typeof minAvailable === 'number') return { count: own.length, healthy: minAvailable }
  if (minAvailable === undefined) return { count: 0, healthy: 0 }
  const count = scaleOf(client, own)
  return { count, healthy: amount(minAvailable, count) }
}

/** Parts of one are rounded up. */
const amount = (value: number | string, of: number): number =>
  typeof value === 'number' ? value : Math.ceil((Number.parseInt(value) * of) / 100)

function scaleOf(client: ApiClient, own: readonly Pod[]): number {
  const scales = new Map<string, number>()
  for (const { metadata } of own) {
    const controller = metadata.ownerReferences?.find((owner) => owner.controller)
    if (!controller)
      throw new CannotCount('NoControllerRef', `found no controller ref for pod "${metadata.name}"`)
    if (scales.has(controller.uid)) continue
    const found = scaled(client, controller, metadata.namespace)
    if (!found)
      throw new CannotCount('NoControllers', `found no controllers for pod "${metadata.name}"`)
    scales.set(...found)
  }
  return [...scales.values()].reduce((sum, scale) => sum + scale, 0)
}

/** Whoever says how many pods there are to be: a Deployment, or a ReplicaSet that is nobody's. */
function scaled(
  client: ApiClient,
  { kind, name, uid }: OwnerReference,
  namespace: string | undefined,
): [uid: string, scale: number] | undefined {
  if (kind !== 'ReplicaSet') return undefined
  const set = client.find(replicasets, { namespace, name })
  if (!set || set.metadata.uid !== uid) return undefined
  const owner = set.metadata.ownerReferences?.find(({ controller }) => controller)
  if (owner?.kind !== 'Deployment') return [uid, set.spec.replicas ?? 1]
  const deployment = client.find(deployments, { namespace, name: owner.name })
  return deployment?.metadata.uid === owner.uid
    ? [owner.uid, deployment.spec.replicas ?? 1]
    : undefined
}
