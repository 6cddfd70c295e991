import type { SimulatedClock } from '../../time/clock'
import { Lifetime } from '../../machine/lifetime'

/** dockershim looks this often, and gives up a pull of which nothing has come for so long (real-lab-containers.md 17). */
const lookMs = 10_000
const patienceMs = 60_000
/** What a loaded machine may take for a handshake at a quick pace. */
const leastWallMs = 2_000

/** Pulls for a kubelet: rejects with `context canceled` when nothing more comes. `progress` is to be called with each piece. */
export async function insistingOnProgress<T>(
  clock: SimulatedClock,
  signal: AbortSignal | undefined,
  pull: (signal: AbortSignal, progress: () => void) => Promise<T>,
): Promise<T> {
  const stalled = new AbortController()
  let last = { now: clock.now(), wall: clock.monotonic() }
  let cancel: () => void
  const look = (): void => {
    cancel = clock.afterInterval(lookMs, () => {
      const isStalled =
        clock.simulatedSince(last.now) > patienceMs && clock.monotonic() - last.wall > leastWallMs
      if (isStalled) stalled.abort(new Error('context canceled'))
      else look()
    })
  }
  look()
  try {
    using lifetime = new Lifetime(signal, stalled.signal)
    return await pull(lifetime.signal, () => (last = { now: clock.now(), wall: clock.monotonic() }))
  } finally {
    cancel!()
  }
}
