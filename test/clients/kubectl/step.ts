/**
 * One command line for `sh`, and what is expected of it: exit code (0 without one), output, errors. A text is
 * the whole stream, a pattern some of it; what isn't named isn't looked at, but an unexpected exit code fails.
 */
export interface Step {
  readonly run: string
  readonly code?: number
  readonly stdout?: string | RegExp
  readonly stderr?: string | RegExp
  /** Minor versions of kubectl that have this command, or this text: from the first to the last. */
  readonly kubectl?: readonly [first: number, last: number]
  /** Minor versions of the cluster that answer this. */
  readonly cluster?: readonly [first: number, last: number]
}

export const newest = 99
