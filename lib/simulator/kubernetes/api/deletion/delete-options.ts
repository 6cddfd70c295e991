import { type KubeObject } from '../../objects'
import { type Resource } from '../../resources/resource'
import { dryRunErrors, invalidValue, notSupported } from '../field-error'
import { conflict, invalid } from '../status-error'

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number
  readonly propagationPolicy?: string
  /** The older way to say Orphan or Background. */
  readonly orphanDependents?: boolean
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string }
  readonly dryRun?: readonly string[]
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
    ...(propagationPolicy !== undefined && !policies.includes(propagationPolicy)
      ? [notSupported('propagationPolicy', propagationPolicy, [...policies, 'nil'])]
      : []),
    ...dryRunErrors(dryRun),
  ]
  if (errors.length > 0) throw invalid({ kind: 'DeleteOptions', group: 'meta.k8s.io' }, '', errors)
}

const policies = ['Foreground', 'Background', 'Orphan']

/** Throws 409 when the preconditions of a deletion do not hold. A namespace is refused in words of its own. */
export function insistOnPreconditions(
  resource: Resource<never>,
  { metadata }: KubeObject,
  { resourceVersion, uid }: NonNullable<DeleteOptions['preconditions']>,
): void {
  const { kind, group } = resource
  const refuse = (what: string, wanted: string, found: string | undefined, so: string): Error =>
    kind === 'Namespace'
      ? conflict(
          resource,
          metadata.name,
          `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found}`,
        )
      : conflict(
          { plural: kind, kind, group },
          metadata.name,
          `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${found}). The object might have been ${so}`,
        )
  if (uid !== undefined && uid !== metadata.uid)
    throw refuse('UID', uid, metadata.uid, 'deleted and then recreated')
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion)
    throw refuse('ResourceVersion', resourceVersion, metadata.resourceVersion, 'modified')
}
