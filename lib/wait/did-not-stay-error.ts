import { type Condition } from './condition'
import { inSeconds, type Milliseconds } from './duration'
import { history, type Sightings } from './sightings'

/** A condition that had to hold all the time did not. The message tells what was seen instead, and when. */
export class DidNotStayError extends Error {
  override readonly name = 'DidNotStayError'

  constructor(condition: Condition<unknown>, time: Milliseconds, seen: Sightings) {
    const headline = `Did not hold for ${inSeconds(time)}: ${condition.description}.`
    super(history(headline, seen, condition.hint))
  }
}
