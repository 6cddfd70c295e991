import { durations } from '../../../chance/durations'
import { timestamp } from '../../../time/timestamp'
import { StatusError } from '../../api/status-error'
import { EventRecorder } from '../../events/event-recorder'
import { type Job, type Pod } from '../../objects'
import { isOver } from '../../objects/pod-phase'
import { jobs } from '../../resources/jobs'
import { pods } from '../../resources/pods'
import { type Claimant, claim } from '../claiming'
import { type Controller, type ControllerContext } from '../controller'
import { podOf } from '../pod-of'
import { PodControl } from '../pod-control'
import { soonerToGo } from '../sooner-to-go'
import { reconcileEach } from '../sync-queue'
import { Failures } from './failures'
import { completed, ending, failed } from './job-conditions'

/** Runs the pods of each Job until enough have succeeded, or too many have failed. */
export const jobController: Controller = (context) => {
  const source = { component: 'job-controller' }
  const recorder = new EventRecorder(() => context.client, context.clock, source)
  const failures = new Failures(() => context.clock.now())
  return reconcileEach(context, {
    resource: jobs,
    watched: [pods],
    pause: durations.syncJobs,
    sync: (job) => sync(context, new PodControl(context.client, recorder, job), failures, job),
  })
}

/** Answers in how many milliseconds the job is due again: a failure is made good later each time, and its time runs out. */
function sync(
  context: ControllerContext,
  control: PodControl,
  failures: Failures,
  job: Job,
): number | undefined {
  if (ending(job)) return undefined
  const now = context.clock.now()
  const own = claim(context.client, job as Job & Claimant, pods)
  const active = own.filter((pod) => !pod.metadata.deletionTimestamp && !isOver(pod))
  const count = (phase: string): number => own.filter((pod) => pod.status.phase === phase).length
  const status = {
    ...job.status,
    startTime: job.status.startTime ?? timestamp(now),
    succeeded: count('Succeeded'),
    failed: count('Failed'),
    active: active.length,
  }
  const isNewFailure = status.failed > (job.status.failed ?? 0)
  const held = isNewFailure ? failures.heldFor(job) : 0
  if (held > 0) return held

  const end = failed(job, status, active, own, now)
  let refused: StatusError | undefined
  if (end) {
    for (const pod of active) control.delete(pod)
    status.failed += active.length
    status.active = 0
    control.warn(end.reason!, end.message!)
  } else if (!job.metadata.deletionTimestamp) {
    ;({ active: status.active, refused } = manage(control, job, active, status.succeeded))
  }
  const condition = end ?? completed(job, status, now)
  if (condition?.type === 'Complete') control.tell('Completed', 'Job completed')
  const reached = {
    ...status,
    ...(condition?.type === 'Complete' && { completionTime: timestamp(now) }),
  }
  if (condition ?? (isNewFailure || isOther(reached, job.status))) {
    write(context, job, reached, condition)
    failures.note(job, isNewFailure && !condition)
  }
  if (refused) throw refused
  return condition ? undefined : deadlineMs(job, reached.startTime, now)
}

type Counted = Job['status'] & { active: number; succeeded: number; failed: number }

const isOther = (now: Counted, before: Job['status']): boolean =>
  now.active !== (before.active ?? 0) ||
  now.succeeded !== (before.succeeded ?? 0) ||
  now.failed !== (before.failed ?? 0)

/** Counters that are 0 are left out. */
function write(
  { client }: ControllerContext,
  { metadata }: Job,
  { conditions = [], startTime, completionTime, active, succeeded, failed: lost }: Counted,
  condition: ReturnType<typeof failed>,
): void {
  const all = condition ? [...conditions, condition] : conditions
  client.modifyStatus(jobs, metadata, (draft) => {
    draft.status = {
      ...(all.length > 0 && { conditions: all }),
      ...(startTime && { startTime }),
      ...(completionTime && { completionTime }),
      ...(active > 0 && { active }),
      ...(succeeded > 0 && { succeeded }),
      ...(lost > 0 && { failed: lost }),
    }
  })
}

/** Makes what is missing and removes what is too much; answers how many run then, and what kept more from running. */
function manage(
  control: PodControl,
  job: Job,
  active: readonly Pod[],
  succeeded: number,
): { active: number; refused?: StatusError } {
  const { parallelism = 1, completions } = job.spec
  const unlimited = succeeded > 0 ? active.length : parallelism
  const wanted = Math.min(
    parallelism,
    completions === undefined ? unlimited : Math.max(active.length, completions - succeeded),
  )
  let running = active.length
  try {
    for (; running < wanted; running++) control.create(podOf(job))
    for (const pod of [...active].sort(soonerToGo).slice(0, Math.max(0, active.length - wanted))) {
      control.delete(pod)
      running--
    }
  } catch (error) {
    if (error instanceof StatusError) return { active: running, refused: error }
    throw error
  }
  return { active: running }
}

function deadlineMs({ spec }: Job, startTime: string, now: number): number | undefined {
  const { activeDeadlineSeconds: seconds } = spec
  return seconds === undefined ? undefined : Date.parse(startTime) + seconds * 1000 - now
}
