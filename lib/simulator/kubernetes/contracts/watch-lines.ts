import { type DaemonSet, type Event } from '../objects'
import { storyOf } from '../testing/differences'
import { settled } from '../testing/volatile'
import { type WatchEvent } from './watch-recording'

/**
 * The events of a watch in the form in which they are compared. Two rules level out what was chance: events that
 * two goroutines of a component write are put in one order, and a DaemonSet status that the controller overtook
 * within 60 ms, because it had not seen its own writes yet, is skipped.
 */
export const comparable = <T extends TimedEvent>(events: readonly T[]): T[] =>
  inOneOrder(events.filter((event, at) => !isOvertaken(event, events.slice(at + 1))))

export const watchLines = (events: readonly TimedEvent[]): string[] => storyOf(comparable(events))

type TimedEvent = WatchEvent & {
  /** Seconds since the watch began; known of recordings. */
  readonly t?: number
}

function isOvertaken({ type, object, t }: TimedEvent, later: readonly TimedEvent[]): boolean {
  if (object.kind !== 'DaemonSet' || type !== 'MODIFIED' || t === undefined) return false
  const next = later.find(({ object: { metadata } }) => metadata.name === object.metadata.name)
  if (next?.type !== 'MODIFIED' || next.t! - t > 0.06) return false
  const { generation } = object.metadata
  return [object, next.object].every(
    (set) =>
      set.metadata.generation === generation &&
      (set as DaemonSet).status.observedGeneration === generation,
  )
}

/** Reasons whose events come in either order when they come together. */
const together: readonly (readonly string[])[] = [
  ['SuccessfulCreate', 'Scheduled'],
  ['SuccessfulDelete', 'Killing'],
  ['Failed', 'BackOff', 'ErrImageNeverPull', 'InspectFailed'],
  [
    'NodeHasSufficientMemory',
    'NodeHasNoDiskPressure',
    'NodeHasSufficientPID',
    'NodeAllocatableEnforced',
  ],
]

function inOneOrder<T extends WatchEvent>(events: readonly T[]): T[] {
  const sorted: T[] = []
  for (let at = 0; at < events.length;) {
    let end = at + 1
    while (end < events.length && mayPrecede(events[end]!, events.slice(at, end))) end++
    sorted.push(...events.slice(at, end).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)))
    at = end
  }
  return sorted
}

/** Could this event have come before those, by chance? Not before an earlier state of its own. */
function mayPrecede({ type, object }: WatchEvent, others: readonly WatchEvent[]): boolean {
  if (object.kind !== 'Event') return false
  const { reason } = object as Event
  return others.every((other) => {
    if (other.type !== type || other.object.metadata.name === object.metadata.name) return false
    if (type === 'DELETED') return true
    const earlier = other.object as Event
    return together.some((group) => group.includes(reason) && group.includes(earlier.reason))
  })
}

const sortKey = ({ object }: WatchEvent): string => {
  const { reason, message, count = 0 } = object as Event
  return [String(count).padStart(3, '0'), reason, JSON.stringify(settled(message))].join()
}
