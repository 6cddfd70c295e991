import { type ContainerStatus, type Pod } from '../objects'
import { age } from '../../time/human-duration'
import { has } from '../release/changes'
import { column, type Column, integer, wide } from './column'
import { ageColumn, nameColumn, none } from './shared-columns'
import { type RowCondition } from './table'

export const podColumns: readonly Column<Pod>[] = [
  nameColumn,
  column('Ready', ({ spec, status }) => {
    const ready = (status.containerStatuses ?? []).filter(
      (container) => container.ready && container.state.running,
    )
    return `${ready.length}/${spec.containers.length}`
  }),
  column('Status', podSummary),
  {
    ...integer<Pod>('Restarts', ({ status }) => restartsOf(status).count),
    isIn: (minor) => !has('restartsAreDated', minor),
  },
  {
    ...column<Pod>('Restarts', ({ status }, now) => datedRestarts(status, now)),
    isIn: (minor) => has('restartsAreDated', minor),
  },
  ageColumn,
  wide(column('IP', ({ status }) => status.podIP ?? none)),
  wide(column('Node', ({ spec }) => spec.nodeName ?? none)),
  wide(column('Nominated Node', ({ status }) => status.nominatedNodeName || none)),
  wide(column('Readiness Gates', readinessGates)),
]

/** The one word that `kubectl get pods` has for a pod: the most telling of phase, reasons and deletion. */
export function podSummary({ metadata, spec, status }: Pod): string {
  const initialising = initSummary(
    status.initContainerStatuses ?? [],
    spec.initContainers?.length ?? 0,
  )
  const summary = initialising ?? containersSummary(status) ?? status.reason ?? status.phase
  if (!metadata.deletionTimestamp) return summary ?? 'Unknown'
  return status.reason === 'NodeLost' ? 'Unknown' : 'Terminating'
}

function readinessGates({ spec: { readinessGates: gates = [] }, status }: Pod): string {
  if (gates.length === 0) return none
  const open = gates.filter(({ conditionType }) =>
    status.conditions?.some(
      ({ type, status: value }) => type === conditionType && value === 'True',
    ),
  )
  return `${open.length}/${gates.length}`
}

/** Of its init containers, until they have all ended well; then of the others alone. */
function restartsOf({ initContainerStatuses: init = [], containerStatuses = [] }: Pod['status']): {
  count: number
  last: string | undefined
} {
  const current = init.findIndex(({ state }) => state.terminated?.exitCode !== 0)
  const counted = current < 0 ? containerStatuses : init.slice(0, current + 1)
  const ends = counted.flatMap(({ lastState }) => lastState.terminated?.finishedAt ?? [])
  return {
    count: counted.reduce((sum, { restartCount }) => sum + restartCount, 0),
    last: ends.sort().at(-1),
  }
}

function datedRestarts(status: Pod['status'], now: number): string {
  const { count, last } = restartsOf(status)
  return last === undefined ? String(count) : `${count} (${age(last, now)} ago)`
}

function initSummary(statuses: readonly ContainerStatus[], total: number): string | undefined {
  for (const [index, { state }] of statuses.entries()) {
    if (state.terminated?.exitCode === 0) continue
    const reason = endOf(state) ?? state.waiting?.reason
    return reason && reason !== 'PodInitializing' ? `Init:${reason}` : `Init:${index}/${total}`
  }
  return undefined
}

/** How it ended, where nobody said why. */
function endOf({ terminated }: ContainerStatus['state']): string | undefined {
  if (!terminated) return undefined
  const { reason, signal, exitCode } = terminated
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`)
}

function containersSummary({
  containerStatuses: statuses = [],
  conditions = [],
}: Pod['status']): string | undefined {
  const reasons = statuses.flatMap(({ state }) => state.waiting?.reason || (endOf(state) ?? []))
  const running = statuses.some(({ ready, state }) => ready && state.running)
  if (reasons[0] !== 'Completed' || !running) return reasons[0]
  const isReady = conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
  return isReady ? 'Running' : 'NotReady'
}

const completed = (reason: string, message: string): { conditions: readonly RowCondition[] } => ({
  conditions: [{ type: 'Completed', status: 'True', reason, message }],
})

/** How kubectl is told that a pod is over: its row is marked, by its phase. */
export const completion: Readonly<Record<string, { conditions: readonly RowCondition[] }>> = {
  Succeeded: completed('Succeeded', 'The pod has completed successfully.'),
  Failed: completed('Failed', 'The pod failed.'),
}
