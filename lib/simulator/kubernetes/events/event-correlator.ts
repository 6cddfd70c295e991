import { type SimulatedClock } from '../../time/clock'
import { type ObjectReference } from '../objects'

/** What a component has to say of an object. */
export interface Happening {
  readonly about: ObjectReference
  readonly type?: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
}

/** What has been said before in the same words. */
export interface Observation {
  message: string
  count: number
  /** Milliseconds since the epoch. */
  readonly first: number
  /** The Event that tells it; undefined before it is written. */
  event?: { readonly namespace: string; readonly name: string }
}

const variantsTogether = 10
const similarityMs = 600_000
const burst = 25
const refillMs = 300_000
const remembered = 4096

/**
 * client-go's EventCorrelator: the same again raises a count; the tenth variant of one reason is "combined from
 * similar events"; of one object 25 events are let through, then one in five minutes, while counts go on.
 */
export class EventCorrelator {
  readonly #variants = new Map<string, { messages: Set<string>; last: number }>()
  readonly #observed = new Map<string, Observation>()
  readonly #buckets = new Map<string, { tokens: number; filled: number }>()

  constructor(private readonly clock: SimulatedClock) {}

  /** What is known of it, with this time counted in; undefined when it isn't to be written. */
  observe(happening: Happening): Observation | undefined {
    const { about, type = 'Normal', reason, message } = happening
    const subject = [about.kind, about.namespace, about.name, about.uid].join('|')
    const topic = [subject, type, reason].join('|')
    const combined = this.#isOneOfMany(topic, message)
    const key = combined ? topic : [topic, about.fieldPath, message].join('|')
    const before = this.#observed.get(key)
    const now = this.clock.now()
    const observation = before ?? { message, count: 0, first: now }
    observation.message = combined ? `(combined from similar events): ${message}` : message
    observation.count++
    remember(this.#observed, key, observation)
    return this.#mayPass(subject, now) ? observation : undefined
  }

  #isOneOfMany(topic: string, message: string): boolean {
    const now = this.clock.now()
    const known = this.#variants.get(topic)
    const recent = known && this.clock.simulatedSince(known.last) <= similarityMs
    const messages = recent ? known.messages : new Set<string>()
    messages.add(message)
    remember(this.#variants, topic, { messages, last: now })
    if (messages.size < variantsTogether) return false
    messages.delete(messages.values().next().value!)
    return true
  }

  #mayPass(subject: string, now: number): boolean {
    const bucket = this.#buckets.get(subject) ?? { tokens: burst, filled: now }
    const earned = this.clock.simulatedSince(bucket.filled) / refillMs
    const tokens = Math.min(burst, bucket.tokens + earned)
    const passes = tokens >= 1
    remember(this.#buckets, subject, { tokens: passes ? tokens - 1 : tokens, filled: now })
    return passes
  }
}

/** Keeps the latest so many. */
function remember<T>(memory: Map<string, T>, key: string, value: T): void {
  memory.delete(key)
  memory.set(key, value)
  if (memory.size > remembered) memory.delete(memory.keys().next().value!)
}
