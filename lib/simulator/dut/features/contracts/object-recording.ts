import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DaemonSet, Event, KubeObject, Pod } from '../../../kubernetes/objects'
import { settled } from '../../../kubernetes/testing/volatile'

/** One event of a watch on the real API server: of its object what lines are made of. */
export interface ObjectEvent {
  /** Seconds since the watch began. */
  readonly t: number
  readonly type: string
  readonly object: KubeObject
}

const folder = join(__dirname, 'recordings', 'objects')

/** `03-pods`: the number of the story and what was watched. */
export const objectRecordings = (): string[] =>
  readdirSync(folder).map((file) => file.replace(/\.jsonl$/, ''))

export const objectRecording = (name: string): ObjectEvent[] =>
  readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ObjectEvent)

/**
 * What a watch tells of pods, a node or a DaemonSet, as far as a hand-over is seen in it: a pod's phase, readiness and
 * container, a node's labels of the feature, a DaemonSet's counts. Names are numbers in the order of their coming; what
 * says the same twice in a row is told once.
 */
export function objectLines(events: readonly ObjectEvent[]): string[] {
  if (events[0]?.object.kind === 'Event') return eventLines(events)
  const names: string[] = []
  const told = events.map(({ type, object }) => {
    const { name } = object.metadata
    if (!names.includes(name)) names.push(name)
    const deleting = object.metadata.deletionTimestamp ? ' deleting' : ''
    const which = object.kind === 'Pod' ? ` ${names.indexOf(name) + 1}` : ''
    return { type, text: `${object.kind}${which}${deleting} ${tell(object)}` }
  })
  return told
    .filter(({ type, text }, at) => type === 'DELETED' || text !== told[at - 1]?.text)
    .map(({ type, text }) => `${type} ${text}`)
}

/** Each event once, whoever wrote first; how often, and whether it stands for similar ones, is of earlier stories. */
function eventLines(events: readonly ObjectEvent[]): string[] {
  const lines = events.map(({ object }) => {
    const { type, reason, involvedObject, message, source } = object as Event
    const about = [involvedObject.kind, involvedObject.name, involvedObject.fieldPath ?? '']
    const told = message.replace('(combined from similar events): ', '')
    return `${type} ${reason} of ${String(settled(about.join(' ')))} by ${source.component}: ${String(settled(told))}`
  })
  return [...new Set(lines)].toSorted()
}

function tell(object: KubeObject): string {
  if (object.kind === 'Node')
    return Object.entries(object.metadata.labels ?? {})
      .filter(([key]) => key.startsWith('snmp_'))
      .toSorted()
      .map((pair) => pair.join('='))
      .join(' ')
  if (object.kind === 'DaemonSet') return counts(object as DaemonSet)
  const { status } = object as Pod
  const ready = status.conditions?.find(({ type }) => type === 'Ready')?.status ?? '-'
  const containers = (status.containerStatuses ?? []).map(
    ({ image, state, lastState, restartCount }) =>
      `${image.split('/').at(-1)} ${stateOf(state)} after ${stateOf(lastState)}, ${restartCount} restarts`,
  )
  return [status.phase, `Ready=${ready}`, ...containers].join(' ')
}

const stateOf = (state: object): string =>
  Object.entries(state as Record<string, { reason?: string }>)
    .map(([name, { reason }]) => (reason ? `${name}: ${reason}` : name))
    .join() || 'nothing'

const counts = ({ metadata, status }: DaemonSet): string =>
  [
    status.observedGeneration === metadata.generation ? 'seen' : 'unseen',
    `desired ${status.desiredNumberScheduled} current ${status.currentNumberScheduled}`,
    `updated ${status.updatedNumberScheduled ?? 0} ready ${status.numberReady} available ${status.numberAvailable ?? 0}`,
  ].join(' ')
