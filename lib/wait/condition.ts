import { type Milliseconds } from './duration'

/** What one look at a condition gave: met, with what was found; or not yet, with what was seen instead. */
export type Verdict<T> =
  { readonly met: true; readonly value: T } | { readonly met: false; readonly seen: string }

export const met = <T>(value: T): Verdict<T> => ({ met: true, value })
export const notYet = (seen: string): Verdict<never> => ({ met: false, seen })

/**
 * Something that can become true: what it is called, how to look, what to try when it stays false.
 * Conditions are values; `waitFor` and `staysTrue` give them a deadline.
 */
export interface Condition<T> {
  /** Completes "waiting for …": `node vlab-01 to be Ready`. */
  readonly description: string
  /** The next step for a person when it never came true: a command to type, a file to read. */
  readonly hint?: string
  /** Looks once. Throwing ends the wait: use it for what can never come true, and for broken probes. */
  check(signal: AbortSignal): Promise<Verdict<T>>
  /**
   * Where there is a watch: calls `changed` once it is in place and then whenever another look may answer
   * differently, until `signal` aborts. Rejecting or returning early costs promptness, not the wait: it goes
   * on by looking every half second. Starts after the first look that was not met.
   */
  watch?(changed: () => void, signal: AbortSignal): Promise<void>
  /**
   * How often to look without being told to: by default after 100, 200, 400 and then each 500, as most of what is waited
   * for comes soon; 5000 beside a watch, as a safety net.
   */
  readonly everyMs?: Milliseconds
}
