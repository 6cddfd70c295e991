import { type DeleteOptions } from '../api/deletion/delete-options'
import { badRequest, forbidden, type Status, StatusError } from '../api/status-error'
import { timestamp } from '../../time/timestamp'
import { isReady } from '../controllers/availability'
import { isSame } from '../json/json'
import { type Pod, type PodDisruptionBudget } from '../objects'
import { isOver } from '../objects/pod-phase'
import { isUnder, poddisruptionbudgets } from '../resources/disruption-budgets'
import { has } from '../release/changes'
import { pods } from '../resources/pods'
import { type Answer, granted } from './answer'
import { insistOnType } from './object-type'
import { sentObject } from './request-body'
import { type ResourceRequest } from './resource-request'

/**
 * Deletes a pod if the disruption budget that it is under allows that; 429 if not (kubernetes/pkg/registry/core/pod/storage/eviction.go,
 * 1.20).
 */
export async function evict(asked: ResourceRequest): Promise<Answer> {
  const { context, route, request, query } = asked
  const { object } = await sentObject(request, 'Eviction')
  const versions = has('evictionIsStable', context.release.minor)
    ? ['policy/v1beta1', 'policy/v1']
    : ['policy/v1beta1']
  insistOnType(object, { kind: 'Eviction', inner: 'policy', versions })
  const { metadata, deleteOptions } = object as unknown as Eviction
  const name = route.name!
  if (metadata?.name !== name)
    throw badRequest('name in URL does not match name in Eviction object')
  const place = { namespace: route.namespace, name }
  const options = { ...deleteOptions, dryRun: dryRunOf(query.getAll('dryRun'), deleteOptions) }
  const refusal = disrupt(asked, context.api.get(pods, place), options.dryRun.length > 0)
  if (refusal) return { status: refusal.code!, body: refusal }
  context.api.delete(pods, place, options)
  return granted
}

interface Eviction {
  readonly metadata?: { readonly name?: string }
  readonly deleteOptions?: DeleteOptions
}

function dryRunOf(asked: readonly string[], { dryRun = [] }: DeleteOptions = {}): string[] {
  if (asked.length > 0 && dryRun.length > 0 && !isSame(asked, dryRun))
    throw new StatusError(
      500,
      undefined,
      `Non-matching dry-run options in request and content: [${asked.join(' ')}] and [${dryRun.join(' ')}]`,
    )
  return [...(asked.length > 0 ? asked : dryRun)]
}

/** Takes the pod off its budget; answers a refusal that is no error. Throws 429 where the budget does not allow it. */
function disrupt({ context }: ResourceRequest, pod: Pod, isTrial: boolean): Status | undefined {
  const { status, metadata } = pod
  if (isOver(pod) || status.phase === 'Pending' || metadata.deletionTimestamp) return undefined
  const budgets = context.api
    .list(poddisruptionbudgets, metadata.namespace)
    .filter((budget) => isUnder(budget, metadata.labels))
  if (budgets.length > 1) return severalBudgets
  const [budget] = budgets
  if (!budget) return undefined
  const { currentHealthy, desiredHealthy } = budget.status
  if (!isReady(pod) && currentHealthy >= desiredHealthy && desiredHealthy > 0) return undefined
  insistOnAllowed(budget)
  if (isTrial) return undefined
  const change = (draft: PodDisruptionBudget): void => {
    draft.status.disruptionsAllowed--
    draft.status.disruptedPods = {
      ...draft.status.disruptedPods,
      [metadata.name]: timestamp(context.clock.now()),
    }
  }
  const options = { subresource: 'status', manager: 'kube-apiserver' } as const
  context.api.modify(poddisruptionbudgets, budget.metadata, change, options)
  return undefined
}

function insistOnAllowed({ metadata, status }: PodDisruptionBudget): void {
  const { name, generation = 0 } = metadata
  const { observedGeneration = 0, disruptionsAllowed, currentHealthy, desiredHealthy } = status
  if (observedGeneration < generation)
    throw tooMany(`The disruption budget ${name} is still being processed by the server.`)
  if (disruptionsAllowed < 0)
    throw forbidden(
      { ...poddisruptionbudgets, plural: 'poddisruptionbudget' },
      name,
      'pdb disruptions allowed is negative',
    )
  if (disruptionsAllowed === 0)
    throw tooMany(
      `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`,
    )
}

const tooMany = (message: string): StatusError =>
  new StatusError(
    429,
    'TooManyRequests',
    "Cannot evict pod as it would violate the pod's disruption budget.",
    { causes: [{ reason: 'DisruptionBudget', message }] },
  )

const severalBudgets: Status = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message:
    'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
  code: 500,
}
