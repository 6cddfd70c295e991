import { type SimulatedClock } from '../../time/clock'
import { type KubeObject } from '../objects'
import { countsChanges, type Resource } from '../resources/resource'
import { timestamp } from '../../time/timestamp'
import { dryRunErrors, invalidValue, notSupported } from './field-error'
import { invalid } from './status-error'
import { inWireOrder } from './wire-order'

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number
  readonly propagationPolicy?: string
  /** The older way to say Orphan or Background. */
  readonly orphanDependents?: boolean
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string }
  readonly dryRun?: readonly string[]
}

/**
 * What a deletion does to an object: nothing yet but a mark (a grace period runs, finalizers are due), or the
 * mark and then its end.
 */
export function deletionOf<T extends KubeObject>(
  resource: Resource<T>,
  object: T,
  options: DeleteOptions,
  { clock, minor }: { readonly clock: SimulatedClock; readonly minor: number },
): { object: T; gone: boolean } {
  const { gracePeriodSeconds, propagationPolicy, orphanDependents } = options
  const usual = resource.orphansDependents ? 'Orphan' : undefined
  const policy =
    orphanDependents === undefined
      ? (propagationPolicy ?? usual)
      : orphanDependents
        ? 'Orphan'
        : 'Background'
  const grace = resource.graceOf?.(object, gracePeriodSeconds)
  const finalizers = finalizersUnder(policy, object.metadata.finalizers)
  const waits = resource.kind === 'Namespace' || finalizers.length > 0
  if (grace === undefined && !waits) return { object, gone: true }

  return {
    object: marked(object, grace ?? 0, finalizers, clock.now(), countsChanges(resource, minor)),
    gone: (grace ?? 0) === 0 && !waits,
  }
}

/** Throws 422 for options that don't exist. */
export function insistOnDeleteOptions({
  propagationPolicy,
  orphanDependents,
  dryRun = [],
}: DeleteOptions): void {
  const errors = [
    ...(propagationPolicy !== undefined && orphanDependents !== undefined
      ? [
          invalidValue(
            'propagationPolicy',
            propagationPolicy,
            'orphanDependents and deletionPropagation cannot be both set',
          ),
        ]
      : []),
    ...(propagationPolicy && !policies.includes(propagationPolicy)
      ? [notSupported('propagationPolicy', propagationPolicy, [...policies, 'nil'])]
      : []),
    ...dryRunErrors(dryRun),
  ]
  if (errors.length > 0) throw invalid({ kind: 'DeleteOptions', group: 'meta.k8s.io' }, '', errors)
}

const policies = ['Foreground', 'Background', 'Orphan']

/** A policy puts its own finalizer in the place of the other's. */
function finalizersUnder(policy: string | undefined, present: readonly string[] = []): string[] {
  if (policy === undefined) return [...present]
  const others = present.filter((name) => name !== 'orphan' && name !== 'foregroundDeletion')
  const own = { Foreground: ['foregroundDeletion'], Orphan: ['orphan'] }[policy] ?? []
  return [...others, ...own]
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
  return inWireOrder({
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: timestamp(end),
      ...(object.kind !== 'Namespace' && { deletionGracePeriodSeconds: grace }),
      ...(counted && { generation: (generation ?? 0) + 1 }),
      ...(finalizers.length > 0 && { finalizers: [...new Set(finalizers)] }),
    },
    ...(object.kind === 'Namespace' && { status: { phase: 'Terminating' } }),
  })
}
