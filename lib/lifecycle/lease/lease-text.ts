import { type Lease } from './lease-lines'
import { pidOf } from './runner-process'

/** `alice@runner7 (process 4242), run 2026…, since 14:15:03 UTC, until 14:17:03 UTC unless it gives a sign of life: the test plan` */
function leaseText(lease: Lease, now = new Date()): string {
  const { holder, process, run, since, reason } = lease
  return `${holder} (process ${pidOf(process)}), run ${run}, since ${sinceText(since)}, ${untilText(lease, now)}: ${reason}`
}

/** Whom a program that wants the machine alone or soon stands behind. */
export const holdersText = (leases: readonly Lease[], now = new Date()): string =>
  leases
    .filter(({ left }) => left > 0)
    .map((lease) => `\n  ${lease.mode === 'waiting' ? 'waiting: ' : ''}${leaseText(lease, now)}`)
    .join('')

/** The end is counted from here: the machine's wall clock may be wrong. */
export const untilText = ({ left }: Lease, now = new Date()): string =>
  left === 0
    ? 'ended'
    : `until ${clockText(new Date(now.getTime() + left * 1000))} unless it gives a sign of life`

/** `14:15:03 UTC` */
export const clockText = (time: Date): string => `${time.toISOString().slice(11, 19)} UTC`

export const sinceText = (since: string): string => since.replace(/^.*T(.*)Z$/, '$1 UTC')
