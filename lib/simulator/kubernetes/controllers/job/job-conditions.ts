import { timestamp } from '../../../time/timestamp'
import { type Condition, type Job, type Pod } from '../../objects'

interface Counts {
  readonly active: number
  readonly succeeded: number
  readonly failed: number
  readonly startTime: string
}

/** How a Job has ended, if it has. */
export const ending = ({ status }: Job): Condition | undefined =>
  status.conditions?.find(
    ({ type, status: holds }) => (type === 'Complete' || type === 'Failed') && holds === 'True',
  )

/** Why a Job has failed now, if it has: too many of its pods did, or it took too long. */
export function failed(
  job: Job,
  counts: Counts,
  active: readonly Pod[],
  own: readonly Pod[],
  now: number,
): Condition | undefined {
  const { backoffLimit = 6, parallelism = 1, activeDeadlineSeconds } = job.spec
  const isNew = counts.failed > (job.status.failed ?? 0)
  const isBeyond = isNew && active.length !== parallelism && counts.failed > backoffLimit
  if (isBeyond || restartedTooOften(job, own))
    return condition('Failed', now, {
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    })
  const age = now - Date.parse(counts.startTime)
  if (activeDeadlineSeconds === undefined || age < activeDeadlineSeconds * 1000) return undefined
  return condition('Failed', now, {
    reason: 'DeadlineExceeded',
    message: 'Job was active longer than specified deadline',
  })
}

/** Enough have succeeded; without a number, one has, and none runs any more. */
export function completed(
  { spec: { completions } }: Job,
  { active, succeeded }: Counts,
  now: number,
): Condition | undefined {
  const isDone =
    completions === undefined ? succeeded > 0 && active === 0 : succeeded >= completions
  return isDone ? condition('Complete', now) : undefined
}

/** Containers that are started again in their pod count, too. */
function restartedTooOften({ spec }: Job, own: readonly Pod[]): boolean {
  const { backoffLimit = 6, template } = spec
  if (template.spec.restartPolicy !== 'OnFailure') return false
  const restarts = own
    .filter(({ status: { phase } }) => phase === 'Running' || phase === 'Pending')
    .flatMap(({ status }) => [
      ...(status.initContainerStatuses ?? []),
      ...(status.containerStatuses ?? []),
    ])
    .reduce((sum, { restartCount }) => sum + restartCount, 0)
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit
}

const condition = (
  type: string,
  now: number,
  why: { reason?: string; message?: string } = {},
): Condition => ({
  type,
  status: 'True',
  lastProbeTime: timestamp(now),
  lastTransitionTime: timestamp(now),
  ...why,
})
