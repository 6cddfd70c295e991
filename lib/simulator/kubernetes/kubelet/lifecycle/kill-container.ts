import { type StarterOptions } from '../container-starter'
import { hasKubelet, type KubeletHost } from '../kubelet-host'
import { stopContainer } from '../stop-container'
import { type HookPlace, runHook } from './lifecycle-hook'

/** What every container has to heed SIGTERM, whatever its hook has left of its grace. */
const leastGraceSeconds = 2

export interface Killing {
  readonly graceSeconds: number
  /** Default: that it is stopped. */
  readonly message?: string
}

/**
 * Ends a container as the kubelet does: says so, lets its preStop hook run for as long as the grace is, then SIGTERM, and
 * SIGKILL when what is left of the grace is over. Resolves when it has exited.
 */
export async function killContainer(
  host: KubeletHost,
  event: StarterOptions['event'],
  place: HookPlace,
  { graceSeconds, message = `Stopping container ${place.container.name}` }: Killing,
): Promise<void> {
  event(place.container.name, 'Normal', 'Killing', message)
  const left = graceSeconds - (await preStop(host, event, place, graceSeconds))
  await stopContainer(host, place.id, Math.max(leastGraceSeconds, left))
}

/** Resolves to the whole seconds that it took. */
async function preStop(
  host: KubeletHost,
  event: StarterOptions['event'],
  place: HookPlace,
  graceSeconds: number,
): Promise<number> {
  const { clock } = host
  const hook = place.container.lifecycle?.preStop
  if (!hook || graceSeconds <= 0) return 0
  const began = clock.now()
  const over = new AbortController()
  const patience = clock.delayInterval(graceSeconds * 1000, over.signal).catch(() => undefined)
  const done = runHook(host, place, hook).then((failure) => {
    if (!failure) return
    const told = hasKubelet(host, 'hooksFailInSilence') ? 'PreStopHook failed' : failure.message
    event(place.container.name, 'Warning', 'FailedPreStopHook', told)
  })
  await Promise.race([done, patience])
  over.abort()
  return Math.floor(clock.simulatedSince(began) / 1000)
}
