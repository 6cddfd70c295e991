/** What one look at a condition gave: met, with what was found; or not yet, with what was seen instead. */
export type Verdict<T> =
  | { readonly met: true; readonly value: T }
  | { readonly met: false; readonly seen: string }

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
   * Where there is a watch: calls `changed` whenever another look may answer differently, until `signal`
   * aborts. A condition without it is looked at every `everyMs` (default 500).
   */
  watch?(changed: () => void, signal: AbortSignal): Promise<void>
  readonly everyMs?: number
}
