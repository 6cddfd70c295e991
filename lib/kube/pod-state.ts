import { type V1ContainerStatus, type V1Pod } from './api/client-node'

/**
 * Running, with all its containers ready, and meant to stay: a pod that is being deleted keeps its phase for
 * up to 12 s after its containers have ended, and one whose node is lost says nothing but Ready=False.
 */
export function isRunning(pod: V1Pod): boolean {
  const statuses = pod.status?.containerStatuses ?? []
  return (
    pod.status?.phase === 'Running' &&
    pod.metadata?.deletionTimestamp === undefined &&
    statuses.length === pod.spec?.containers.length &&
    statuses.every(({ ready }) => ready) &&
    condition(pod, 'Ready')?.status !== 'False'
  )
}

/** Being deleted, and its images have not come: nothing of it runs, or will. */
export function neverRuns({ metadata, status }: V1Pod): boolean {
  const waiting = (status?.containerStatuses ?? []).map(({ state }) => state?.waiting?.reason ?? '')
  return (
    metadata?.deletionTimestamp !== undefined &&
    waiting.length > 0 &&
    waiting.every((reason) => pullProblems.has(reason))
  )
}

const pullProblems = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName'])

/** `test-daemonset-x7k2p Pending (ImagePullBackOff: Back-off pulling image "…")`. */
export function describePod(pod: V1Pod): string {
  const phase = pod.status?.phase ?? 'without a phase'
  const why = troubles(pod).join('; ')
  const leaving = pod.metadata?.deletionTimestamp === undefined ? '' : ', being deleted'
  return `${pod.metadata?.name} ${phase}${why && ` (${why})`}${leaving}`
}

/** All pods in a fixed order, or `no such pod`. */
export const describePods = (pods: readonly V1Pod[]): string =>
  pods.map(describePod).toSorted().join(', ') || 'no such pod'

/** The node that the pod is bound to, or that its DaemonSet has made it for. */
export function nodeOf({ spec }: V1Pod): string | undefined {
  if (spec?.nodeName) return spec.nodeName
  const terms =
    spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  const fields = terms?.flatMap(({ matchFields = [] }) => matchFields)
  return fields?.find(({ key }) => key === 'metadata.name')?.values?.[0]
}

const troubles = (pod: V1Pod): string[] => {
  const { spec, status } = pod
  const scheduled = condition(pod, 'PodScheduled')
  if (scheduled?.status === 'False') return [because(scheduled)]
  if (!spec?.nodeName) return ['not scheduled yet']
  const containers = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ]
  const told = containers.map(trouble).filter((text) => text !== undefined)
  if (told.length > 0) return told
  if (status?.reason) return [because(status)]
  const unready = status?.phase === 'Running' && condition(pod, 'Ready')?.status === 'False'
  return unready ? ['not Ready: is its node?'] : []
}

const condition = (
  { status }: V1Pod,
  wanted: string,
): { status: string; reason?: string; message?: string } | undefined =>
  status?.conditions?.find(({ type }) => type === wanted)

const trouble = ({ name, ready, state }: V1ContainerStatus): string | undefined => {
  if (state?.waiting) return because(state.waiting)
  if (state?.terminated) {
    return `${name} ended with ${state.terminated.exitCode}, ${because(state.terminated)}`
  }
  return ready ? undefined : `${name} is not ready`
}

const because = ({ reason, message }: { reason?: string; message?: string }): string =>
  [reason, message?.slice(0, 200)].filter(Boolean).join(': ') || 'no reason given'
