import { type ContainerStatus, type PodSpec } from '../objects'

/** How far a container has come: one that waits to be started again counts as stopped. */
const cameTo = ({
  state,
  lastState,
}: ContainerStatus): 'running' | 'waiting' | 'failed' | 'succeeded' => {
  if (state.running) return 'running'
  const end = state.terminated ?? lastState?.terminated
  if (!end) return 'waiting'
  return state.terminated && end.exitCode === 0 ? 'succeeded' : 'failed'
}

/**
 * The phase that a kubelet draws from its pod's containers. One container that was never begun keeps the pod Pending,
 * whatever the others do; and with `restartPolicy: Always` no end of theirs is the pod's.
 */
export function phaseOf(
  restartPolicy: PodSpec['restartPolicy'],
  init: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
): string {
  const first = init.map(cameTo)
  if (first.includes('failed') && restartPolicy === 'Never') return 'Failed'
  if (first.includes('running') || first.includes('waiting')) return 'Pending'
  const rest = containers.map(cameTo)
  if (rest.includes('waiting')) return 'Pending'
  if (rest.includes('running') || restartPolicy === 'Always') return 'Running'
  if (rest.every((end) => end === 'succeeded')) return 'Succeeded'
  return restartPolicy === 'Never' ? 'Failed' : 'Running'
}
