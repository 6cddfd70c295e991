import { type SimulatedClock } from '../../../time/clock'
import { timestamp } from '../../../time/timestamp'
import { type KubeObject, type Namespace } from '../../objects'
import { countsChanges, type Resource } from '../../resources/resource'
import { inWireOrder } from '../wire-order'
import { type DeleteOptions, insistOnPreconditions } from './delete-options'

/**
 * What a deletion does to an object: nothing (it is under way already), a mark (a grace period runs, finalizers are due), or
 * the mark and then its end. As BeforeDelete and the generic store of the API server decide it. Throws 409 when a
 * precondition does not hold.
 */
export function deletionOf<T extends KubeObject>(
  resource: Resource<T>,
  object: T,
  options: DeleteOptions,
  { clock, minor }: { readonly clock: SimulatedClock; readonly minor: number },
): { object: T; gone: boolean } {
  insistOnPreconditions(resource, object, options.preconditions ?? {})
  if (isNamespace(object)) {
    if (!object.metadata.deletionTimestamp)
      return { object: closed(object, options, clock.now()), gone: false }
    if (object.spec.finalizers?.length) return { object, gone: false }
  }
  const mark = gracefulMark(resource, object, options.gracePeriodSeconds, clock.now())
  if (mark === 'under way') return { object, gone: false }

  const finalizers = finalizersUnder(policyOf(resource, options), object.metadata.finalizers)
  const waits = finalizers.length > 0
  if (!mark && !waits) return { object, gone: true }

  const { grace, end } = mark ?? atOnce(object, clock.now())
  const counted = countsChanges(resource, minor)
  return {
    object: marked(object, { grace, end, finalizers, counted }),
    gone: grace <= 0 && !waits,
  }
}

interface Mark {
  readonly grace: number
  readonly end: number
}

/** Its mark, if this kind has a grace period and the object is not beyond it. A second deletion may only shorten it. */
function gracefulMark<T extends KubeObject>(
  resource: Resource<T>,
  object: T,
  asked: number | undefined,
  now: number,
): Mark | 'under way' | undefined {
  if (!resource.graceOf) return undefined
  const { deletionTimestamp, deletionGracePeriodSeconds: earlier } = object.metadata
  if (!deletionTimestamp) {
    const grace = resource.graceOf(object, asked)
    return { grace, end: now + grace * 1000 }
  }
  if (!earlier) return undefined
  if (asked === undefined || asked >= earlier) return 'under way'
  return { grace: asked, end: Date.parse(deletionTimestamp) + (asked - earlier) * 1000 }
}

/** What only finalizers keep is to go at once, or went before. */
function atOnce({ metadata: { deletionTimestamp } }: KubeObject, now: number): Mark {
  return { grace: 0, end: deletionTimestamp ? Math.min(Date.parse(deletionTimestamp), now) : now }
}

function policyOf(
  resource: Pick<Resource, 'dependentsUnsupported' | 'orphansDependents'>,
  { propagationPolicy, orphanDependents }: DeleteOptions,
): string | undefined {
  if (resource.dependentsUnsupported) return undefined
  if (orphanDependents !== undefined) return orphanDependents ? 'Orphan' : 'Background'
  return propagationPolicy ?? (resource.orphansDependents ? 'Orphan' : undefined)
}

const isNamespace = (object: KubeObject): object is Namespace => object.kind === 'Namespace'

/** A namespace is not marked as others are: it ends when its controller has emptied it. */
function closed<T extends KubeObject & Namespace>(
  object: T,
  options: DeleteOptions,
  now: number,
): T {
  const finalizers = finalizersUnder(options.propagationPolicy, object.metadata.finalizers)
  return inWireOrder({
    ...object,
    metadata: {
      ...object.metadata,
      deletionTimestamp: timestamp(now),
      ...(finalizers.length > 0 && { finalizers }),
    },
    status: { ...object.status, phase: 'Terminating' },
  })
}

/** A policy puts its own finalizer in the place of the other's. */
function finalizersUnder(policy: string | undefined, present: readonly string[] = []): string[] {
  if (policy === undefined) return [...present]
  const others = present.filter((name) => name !== 'orphan' && name !== 'foregroundDeletion')
  const own = { Foreground: ['foregroundDeletion'], Orphan: ['orphan'] }[policy] ?? []
  return [...others, ...own]
}

function marked<T extends KubeObject>(
  object: T,
  {
    grace,
    end,
    finalizers,
    counted,
  }: Mark & { readonly finalizers: readonly string[]; readonly counted: boolean },
): T {
  const { deletionTimestamp, generation } = object.metadata
  const metadata = {
    ...object.metadata,
    deletionTimestamp: timestamp(end),
    deletionGracePeriodSeconds: grace,
    ...(counted && !deletionTimestamp && { generation: (generation ?? 0) + 1 }),
  }
  if (finalizers.length > 0) metadata.finalizers = [...new Set(finalizers)]
  else delete metadata.finalizers
  return inWireOrder({ ...object, metadata })
}

/** Kept from going by finalizers of anybody's; a namespace has some in its spec. */
export const isHeld = (object: KubeObject & { spec?: { finalizers?: string[] } }): boolean =>
  [...(object.metadata.finalizers ?? []), ...(object.spec?.finalizers ?? [])].length > 0
