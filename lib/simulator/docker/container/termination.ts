import { durations } from '../../chance/durations'
import type { DockerOptions } from '../docker-options'
import type { Container } from './container'
import { ownProcessOf } from './container-process'

const killed = 137

/** SIGTERM: resolves to what the container exits with, by itself or killed when the grace is over. */
export async function exitOfTerminated(
  container: Container,
  { clock, random }: Pick<DockerOptions, 'clock' | 'random'>,
  graceSeconds: number,
): Promise<number> {
  const terminated = container.program?.running.terminate?.()
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
