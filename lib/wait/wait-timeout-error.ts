import { type Condition } from './condition'
import { inSeconds, type Milliseconds } from './duration'
import { history, type Sightings } from './sightings'

/** A condition was not met in time. The message tells each state that was seen instead, and when first. */
export class WaitTimeoutError extends Error {
  override readonly name = 'WaitTimeoutError'

  constructor(condition: Condition<unknown>, within: Milliseconds, seen: Sightings) {
    const headline = `Timed out after ${inSeconds(within)} waiting for ${condition.description}.`
    super(history(headline, seen, condition.hint))
  }
}
