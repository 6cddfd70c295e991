import { setTimeout as sleep } from 'node:timers/promises'
import { parseGoDuration } from '../go/duration'
import type { Call } from './call'
import { KubectlFailure } from './failure'

/** Looks ten times a second until it is true; the deadline fails with kubectl's own words. */
export async function untilTrue(
  call: Call,
  withinMs: number | undefined,
  isTrue: () => Promise<boolean>,
  onTimeout = 'error: timed out waiting for the condition',
): Promise<void> {
  const deadline = withinMs === undefined ? Infinity : Date.now() + withinMs
  while (!(await isTrue())) {
    if (Date.now() >= deadline) throw new KubectlFailure(onTimeout)
    await sleep(100, undefined, { signal: call.context.signal })
  }
}

/** `20s`, `1m30s`, `500ms` or plain seconds, in milliseconds; nothing or zero means for ever. */
export function parseDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d+$/.test(text)) return Number(text) * 1000 || undefined
  const duration = parseGoDuration(text)
  if (duration === undefined)
    throw new KubectlFailure(
      `error: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)`,
    )
  return duration || undefined
}
