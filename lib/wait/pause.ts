import { type Clock, systemClock } from './clock'
import { type Milliseconds } from './duration'
import { inTime } from './in-time'

const never = new Promise<never>(() => undefined)

/** Lets time pass between two tries of something that failed. Rejects with the signal's reason. */
export async function pause(
  ms: Milliseconds,
  { clock = systemClock, signal }: { clock?: Clock; signal?: AbortSignal | undefined } = {},
): Promise<void> {
  await inTime(never, { by: clock.now() + ms, clock, signal })
}
