import { type Clock } from './clock'
import { type Condition } from './condition'
import { type Milliseconds } from './duration'
import { looks } from './looks'
import { Sightings } from './sightings'
import { WaitTimeoutError } from './wait-timeout-error'

export interface WaitOptions {
  readonly within: Milliseconds
  readonly signal?: AbortSignal | undefined
  readonly clock?: Clock
}

/**
 * Waits until the condition is met and answers what it found. Looks at once, when the condition's watch says
 * so, now and then besides, and a last time at the deadline, which then has two seconds to answer.
 * Throws `WaitTimeoutError`, what the look threw, or the signal's reason.
 */
export async function waitFor<T>(condition: Condition<T>, options: WaitOptions): Promise<T> {
  const seen = new Sightings()
  for await (const { after, verdict } of looks(condition, options)) {
    if (verdict.met) return verdict.value
    seen.add({ after, seen: verdict.seen })
  }
  throw new WaitTimeoutError(condition, options.within, seen)
}
