import { durations } from '../../chance/durations'
import type { DockerOptions } from '../docker-options'
import type { Container } from './container'
import { ownProcessOf } from './container-process'

const killed = 137

type Parts = Pick<DockerOptions, 'clock' | 'random'>

/** SIGTERM: resolves to what the container exits with, by itself or killed when the grace is over. */
export async function exitOfTerminated(
  container: Container,
  { clock, random }: Parts,
  graceSeconds: number,
): Promise<number> {
  const terminated = container.program?.running.terminate?.('TERM')
  if (terminated !== undefined) {
    const graceOver = new Promise<number>((resolve) =>
      clock.afterInterval(graceSeconds * 1000, () => resolve(killed)),
    )
    return Promise.race([terminated, graceOver])
  }
  const stubborn = ownProcessOf(container, clock).ignoresSigterm
  const heeds = random.forObject(`stop ${container.spec.name}`)
  await clock.delay(stubborn ? graceSeconds * 1000 : heeds.within(durations.stopContainer))
  return stubborn ? killed : 0
}

/** Any signal but KILL: resolves once the container has ended, because of it or later; undefined: it has not heard it. */
export function exitOfSignalled(
  container: Container,
  parts: Parts,
  signal: string,
): Promise<number> | undefined {
  const running = container.program?.running
  if (!running?.isGiven && !heeded.has(signal)) return undefined
  if (running?.terminate) return Promise.resolve(running.terminate(signal))
  if (ownProcessOf(container, parts.clock).ignoresSigterm) return undefined
  return exitOfTerminated(container, parts, 0)
}

/** What pause and supervisord have handlers for: the first process of a container hears no other signal. */
const heeded = new Set(['TERM', 'INT'])
