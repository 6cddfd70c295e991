import { type SimulatedClock } from '../../time/clock'
import { type ApiClient } from '../api/api-client'
import { isNotFound } from '../api/status-error'
import { EventCorrelator, type Happening, type Observation } from './event-correlator'
import { type Event, type KubeObject, type ObjectReference } from '../objects'
import { events } from '../resources/events'
import { timestamp } from '../../time/timestamp'

/** Writes what a component reports as Events; the same thing again raises the count of the first. */
export class EventRecorder {
  #correlator: EventCorrelator
  #sequence = 0

  constructor(
    private readonly client: () => ApiClient,
    private readonly clock: SimulatedClock,
    private readonly source: { component: string; host?: string },
  ) {
    this.#correlator = new EventCorrelator(clock)
  }

  /** A process that starts again knows nothing of what the one before said. */
  forget(): void {
    this.#correlator = new EventCorrelator(this.clock)
  }

  /** Reports quietly: an API server that is down, or a namespace that is going, loses the event. */
  record(happening: Happening): void {
    const observation = this.#correlator.observe(happening)
    if (!observation) return
    try {
      this.#write(happening, observation)
    } catch {
      delete observation.event
    }
  }

  #write(happening: Happening, observation: Observation): void {
    const lastTimestamp = timestamp(this.clock.now())
    const { count, message, event: written } = observation
    if (written) {
      try {
        this.client().modify(events, written, (event) =>
          Object.assign(event, { count, message, lastTimestamp }),
        )
        return
      } catch (error) {
        if (!isNotFound(error)) throw error
      }
    }
    const { metadata } = this.client().create(events, this.#event(happening, observation))
    observation.event = { namespace: metadata.namespace ?? 'default', name: metadata.name }
  }

  #event({ about, type = 'Normal', reason }: Happening, observation: Observation): Event {
    const { count, message, first } = observation
    const nanoseconds = BigInt(Math.floor(this.clock.now())) * 1_000_000n + BigInt(this.#sequence++)
    return {
      kind: 'Event',
      apiVersion: 'v1',
      metadata: {
        name: `${about.name}.${nanoseconds.toString(16)}`,
        namespace: about.namespace ?? 'default',
      },
      involvedObject: about,
      reason,
      message,
      source: this.source,
      firstTimestamp: timestamp(first),
      lastTimestamp: timestamp(this.clock.now()),
      count,
      type,
      eventTime: null,
      reportingComponent: '',
      reportingInstance: '',
    }
  }
}

/** How an event names an object; nodes go by their name, as kubelets report them. */
export function referenceTo(object: KubeObject, fieldPath?: string): ObjectReference {
  const { kind, apiVersion, metadata } = object
  if (kind === 'Node') return { kind, name: metadata.name, uid: metadata.name }
  return {
    kind,
    ...(metadata.namespace && { namespace: metadata.namespace }),
    name: metadata.name,
    ...(metadata.uid && { uid: metadata.uid }),
    apiVersion,
    ...(metadata.resourceVersion && { resourceVersion: metadata.resourceVersion }),
    ...(fieldPath && { fieldPath }),
  }
}
