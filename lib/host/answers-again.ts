import { type Condition, met, notYet } from '../wait/condition'
import { systemClock } from '../wait/clock'
import { inSeconds, type Milliseconds, minutes } from '../wait/duration'
import { telling } from '../wait/telling'
import { waitFor } from '../wait/wait-for'
import { ConnectionLost } from './connection/connection-lost'
import { address } from './connection/host-key-check'
import { HostRefusal, HostUnreachable } from './connection/host-refusals'
import { type Host } from './host'

/** A SONiC switch takes 2 to 5 minutes from `reboot` until it answers, one that checks its disks longer. */
export const BOOT_DEADLINE = minutes(10)

export interface ComeBackOptions {
  /** How long a machine that does not answer may take to come back; 0: it is looked at once. */
  readonly backWithin?: Milliseconds
  /** Hears, once each, that it is waited for and that it is back. */
  readonly onWait?: (line: string) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * A machine that was reached before answers, and lets us in. What no boot cures, such as another host key or a login that
 * is refused, ends the wait at once.
 */
export const answersAgain = (host: Host): Condition<void> => ({
  description: `${host.name} to answer at ${address(host.spec)} again`,
  hint: `see that it is up: ssh -p ${host.spec.ssh.port} ${host.spec.ssh.user}@${host.spec.ssh.host}; once that works: npx kubesonic restore`,
  async check() {
    try {
      return met(await host.connect())
    } catch (error) {
      return notYet(whyAway(error))
    }
  },
})

/**
 * Waits for a machine that does not answer, as it is booted or was cut off; returns at once where it does.
 * @throws WaitTimeoutError; what was refused; the signal's reason
 */
export async function comeBack(
  host: Host,
  { backWithin = BOOT_DEADLINE, onWait, signal }: ComeBackOptions = {},
): Promise<void> {
  const began = systemClock.now()
  let waits = false
  const back = telling(answersAgain(host), (seen) => {
    waits = true
    onWait?.(
      backWithin > 0
        ? `${seen}; waiting for it to come back, up to ${inSeconds(backWithin)}`
        : `${seen}; it was waited for long enough`,
    )
  })
  await waitFor(back, { within: backWithin, signal })
  if (waits) onWait?.(`${host.name} answers again, after ${inSeconds(systemClock.now() - began)}`)
}

/** Why a machine cannot be had just now, in a line; throws what no waiting cures. */
function whyAway(error: unknown): string {
  const refusal =
    error instanceof ConnectionLost && error.cause instanceof HostRefusal ? error.cause : error
  if (refusal instanceof HostUnreachable || refusal instanceof ConnectionLost)
    return refusal.message.split('\n')[0]!.replace(/\.$/, '')
  throw refusal
}
