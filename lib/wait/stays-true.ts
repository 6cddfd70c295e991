import { type Clock } from './clock'
import { type Condition } from './condition'
import { DidNotStayError } from './did-not-stay-error'
import { type Milliseconds } from './duration'
import { looks } from './looks'
import { Sightings } from './sightings'

export interface StayOptions {
  readonly for: Milliseconds
  readonly signal?: AbortSignal | undefined
  readonly clock?: Clock
}

/**
 * Watches for the whole time that the condition is met, and answers what the last look found. Throws
 * `DidNotStayError` as soon as it is not, what the look threw, or the signal's reason.
 */
export async function staysTrue<T>(condition: Condition<T>, options: StayOptions): Promise<T> {
  const seen = new Sightings()
  let found: { value: T } | undefined
  for await (const { after, verdict } of looks(condition, { ...options, within: options.for })) {
    if (!verdict.met) {
      seen.add({ after, seen: verdict.seen })
      throw new DidNotStayError(condition, options.for, seen)
    }
    found = verdict
  }
  return (found as { value: T }).value
}
