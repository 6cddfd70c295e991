import { type KubeObject } from '../objects'
import { type Resource } from '../resources/resource'
import { timestamp } from '../timestamp'
import { notSupported } from './pod-validation'
import { invalid } from './status-error'

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number
  readonly propagationPolicy?: string
  readonly preconditions?: { readonly uid?: string }
  readonly dryRun?: boolean
}

/**
 * What a deletion does to an object: nothing yet but a mark (a grace period runs, finalizers are due), or the
 * mark and then its end. Throws 422 for a policy that doesn't exist.
 */
export function deletionOf<T extends KubeObject>(
  resource: Resource<T>,
  object: T,
  { gracePeriodSeconds, propagationPolicy }: DeleteOptions,
  now: number,
): { object: T; gone: boolean } {
  if (propagationPolicy && !policies.includes(propagationPolicy)) {
    throw invalid({ kind: 'DeleteOptions', group: 'meta.k8s.io' }, '', [
      notSupported('propagationPolicy', propagationPolicy, [...policies, 'nil']),
    ])
  }
  const grace = resource.graceOf?.(object, gracePeriodSeconds)
  const finalizers = [...(object.metadata.finalizers ?? []), ...finalizerFor(propagationPolicy)]
  const waits = resource.kind === 'Namespace' || finalizers.length > 0
  if (grace === undefined && !waits) return { object, gone: true }

  return {
    object: marked(object, grace ?? 0, finalizers, now, resource.generation ?? false),
    gone: (grace ?? 0) === 0 && !waits,
  }
}

const policies = ['Foreground', 'Background', 'Orphan']

function finalizerFor(policy: string | undefined): string[] {
  if (policy === 'Foreground') return ['foregroundDeletion']
  return policy === 'Orphan' ? ['orphan'] : []
}

/** A second deletion may shorten the grace period, never lengthen it. */
function marked<T extends KubeObject>(
  object: T,
  grace: number,
  finalizers: readonly string[],
  now: number,
  counted: boolean,
): T {
  const { deletionTimestamp, deletionGracePeriodSeconds: earlier, generation } = object.metadata
  if (deletionTimestamp && (earlier ?? 0) <= grace) return object

  const end = deletionTimestamp
    ? Date.parse(deletionTimestamp) - ((earlier ?? 0) - grace) * 1000
    : now + grace * 1000
  return {
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: timestamp(end),
      deletionGracePeriodSeconds: grace,
      ...(counted && { generation: (generation ?? 0) + 1 }),
      ...(finalizers.length > 0 && { finalizers: [...new Set(finalizers)] }),
    },
    ...(object.kind === 'Namespace' && { status: { phase: 'Terminating' } }),
  }
}
