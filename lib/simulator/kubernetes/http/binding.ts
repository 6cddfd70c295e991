import { type FieldError, notSupported, required } from '../api/field-error'
import { badRequest, conflict, StatusError } from '../api/status-error'
import { type Pod } from '../objects'
import { pods } from '../resources/pods'
import { timestamp } from '../../time/timestamp'
import { type Answer, granted } from './answer'
import { insistOnType } from './object-type'
import { sentObject } from './request-body'
import { isDryRun } from './request-options'
import { type ResourceRequest } from './resource-request'

/** Binds a pod to a node, as a scheduler does it. Throws 400, 409, and 500 for a target that is none. */
export async function bind({ context, route, request, query }: ResourceRequest): Promise<Answer> {
  const { object } = await sentObject(request, 'Binding')
  insistOnType(object, { kind: 'Binding', inner: 'core', versions: ['v1'] })
  const { metadata, target = {} } = object as unknown as Binding
  if (metadata?.name !== route.name)
    throw badRequest('name in URL does not match name in Binding object')
  insistOnTarget(target)
  const place = { namespace: route.namespace, name: route.name! }
  const change = (pod: Pod): void => {
    bindTo(pod, target.name!, context.clock.now())
    if (metadata?.annotations)
      pod.metadata.annotations = { ...pod.metadata.annotations, ...metadata.annotations }
  }
  const dryRun = isDryRun(query, 'CreateOptions')
  context.api.modify(pods, place, change, { subresource: 'binding', dryRun })
  return granted
}

interface Binding {
  readonly metadata?: { readonly name?: string; readonly annotations?: Record<string, string> }
  readonly target?: { readonly kind?: string; readonly name?: string }
}

function insistOnTarget({ kind, name }: NonNullable<Binding['target']>): void {
  const errors: FieldError[] = [
    ...(kind && kind !== 'Node' ? [notSupported('target.kind', kind, ['Node', '<empty>'])] : []),
    ...(name ? [] : [required('target.name')]),
  ]
  if (errors.length === 0) return
  const told = errors.map(({ field, message }) => `${field}: ${message}`)
  throw new StatusError(500, undefined, told.length > 1 ? `[${told.join(', ')}]` : told[0]!)
}

/** What a binding does to a pod. Throws 409 for one that is bound already, or is to go. */
export function bindTo(pod: Pod, node: string, now: number): void {
  const { metadata, spec, status } = pod
  const refuse = (why: string): Error =>
    conflict({ ...pods, plural: 'pods/binding' }, metadata.name, `pod ${metadata.name} is ${why}`)
  if (metadata.deletionTimestamp) throw refuse('being deleted, cannot be assigned to a host')
  if (spec.nodeName) throw refuse(`already assigned to node "${spec.nodeName}"`)
  spec.nodeName = node
  status.conditions = [
    ...(status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled'),
    {
      type: 'PodScheduled',
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: timestamp(now),
    },
  ]
}
