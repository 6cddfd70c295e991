import { durations } from '../../../chance/durations'
import { EventRecorder, referenceTo } from '../../events/event-recorder'
import { isSame } from '../../json/json'
import { type Pod, type PodDisruptionBudget } from '../../objects'
import { isUnder, poddisruptionbudgets } from '../../resources/disruption-budgets'
import { pods } from '../../resources/pods'
import { isReady } from '../availability'
import { type Controller, type ControllerContext } from '../controller'
import { reconcileEach } from '../sync-queue'
import { CannotCount, expectedOf } from './expected-pods'

/** For so long a pod whose eviction was allowed counts as going. */
const deletionMs = 2 * 60_000

/** Counts for each budget how many of its pods there are to be, and how many may go (kubernetes/pkg/controller/disruption, 1.20). */
export const disruptionController: Controller = (context) => {
  const source = { component: 'controllermanager' }
  const recorder = new EventRecorder(() => context.client, context.clock, source)
  return reconcileEach(context, {
    resource: poddisruptionbudgets,
    watched: [pods],
    concerns: ({ metadata }, { resource, object, before }) =>
      resource === poddisruptionbudgets.plural
        ? object.metadata.uid === metadata.uid
        : object.metadata.namespace === metadata.namespace &&
          (before === undefined || !isSame(heeded(object as Pod), heeded(before as Pod))),
    pause: durations.syncBudgets,
    sync: (budget) => sync(context, recorder, budget),
  })
}

const heeded = (pod: Pod): unknown => [
  pod.metadata.labels,
  pod.metadata.deletionTimestamp,
  isReady(pod),
]

/** Answers in how many milliseconds a pod that was to go counts again. */
function sync(
  { client, clock }: ControllerContext,
  recorder: EventRecorder,
  budget: PodDisruptionBudget,
): number | undefined {
  const { metadata, spec, status } = budget
  const about = referenceTo(budget)
  const own = client
    .list(pods, metadata.namespace)
    .filter((pod) => isUnder(budget, pod.metadata.labels))
  if (own.length === 0)
    recorder.record({ about, type: 'Normal', reason: 'NoPods', message: 'No matching pods found' })
  const expected = counted(
    () => expectedOf(client, spec, own),
    ({ reason, message }) => {
      const type = 'Warning'
      recorder.record({ about, type, reason, message })
      const failed = 'CalculateExpectedPodCountFailed'
      const why = `Failed to calculate the number of expected pods: ${message}`
      recorder.record({ about, type, reason: failed, message: why })
    },
  )
  if (!expected) {
    client.modifyStatus(poddisruptionbudgets, metadata, (draft) => {
      draft.status.disruptionsAllowed = 0
    })
    return undefined
  }
  const leaving = stillLeaving(status.disruptedPods ?? {}, own, clock.now())
  const healthy = own.filter(
    (pod) => !pod.metadata.deletionTimestamp && !(pod.metadata.name in leaving) && isReady(pod),
  ).length
  const allowed = expected.count > 0 ? Math.max(0, healthy - expected.healthy) : 0
  client.modifyStatus(poddisruptionbudgets, metadata, (draft) => {
    draft.status = {
      observedGeneration: metadata.generation ?? 0,
      ...(Object.keys(leaving).length > 0 && { disruptedPods: leaving }),
      disruptionsAllowed: allowed,
      currentHealthy: healthy,
      desiredHealthy: expected.healthy,
      expectedPods: expected.count,
    }
  })
  const soonest = Math.min(...Object.values(leaving).map((since) => Date.parse(since)))
  return Number.isFinite(soonest) ? soonest + deletionMs - clock.now() : undefined
}

function counted<T>(count: () => T, refused: (why: CannotCount) => void): T | undefined {
  try {
    return count()
  } catch (error) {
    if (!(error instanceof CannotCount)) throw error
    refused(error)
    return undefined
  }
}

const stillLeaving = (
  since: Readonly<Record<string, string>>,
  own: readonly Pod[],
  now: number,
): Record<string, string> =>
  Object.fromEntries(
    own
      .filter(({ metadata }) => !metadata.deletionTimestamp && since[metadata.name] !== undefined)
      .map(({ metadata: { name } }) => [name, since[name]!] as const)
      .filter(([, time]) => Date.parse(time) + deletionMs >= now),
  )
