import { type SimulatedClock } from '../clock'
import { type ApiClient } from './api-client'
import { type Event, type KubeObject, type ObjectReference } from './objects'
import { events } from './resources/core'
import { timestamp } from './timestamp'

export interface Happening {
  readonly about: ObjectReference
  readonly type?: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
}

/** Writes what a component reports as Events; the same thing again raises the count of the first. */
export class EventRecorder {
  readonly #earlier = new Map<string, { namespace: string; name: string }>()
  #sequence = 0

  constructor(
    private readonly client: () => ApiClient,
    private readonly clock: SimulatedClock,
    private readonly source: { component: string; host?: string },
  ) {}

  /** Reports quietly: an API server that is down, or a namespace that is going, loses the event. */
  record(happening: Happening): void {
    try {
      this.#write(happening)
    } catch {
      this.#earlier.delete(identity(happening))
    }
  }

  #write(happening: Happening): void {
    const now = timestamp(this.clock.now())
    const earlier = this.#earlier.get(identity(happening))
    if (earlier && this.client().find(events, earlier)) {
      this.client().modify(events, earlier, (event) => {
        event.count = (event.count ?? 1) + 1
        event.lastTimestamp = now
      })
      return
    }
    const { metadata } = this.client().create(events, this.#event(happening, now))
    this.#earlier.set(identity(happening), {
      namespace: metadata.namespace ?? 'default',
      name: metadata.name,
    })
  }

  #event({ about, type = 'Normal', reason, message }: Happening, now: string): Event {
    const nanoseconds = BigInt(this.clock.now()) * 1_000_000n + BigInt(this.#sequence++)
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
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
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

const identity = ({ about, reason, message, type }: Happening): string =>
  [about.uid, about.name, about.fieldPath, type, reason, message].join('|')
