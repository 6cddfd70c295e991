/** Kubernetes' times: seconds, UTC. */
export const timestamp = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, -'.000Z'.length)}Z`

/** With microseconds, as in leases. */
export const microTimestamp = (ms: number): string =>
  new Date(ms).toISOString().replace('Z', '000Z')

/** With nanoseconds, of which the clock knows the first three digits; `rest` are six more. */
export const nanoTimestamp = (ms: number, rest: string): string =>
  new Date(ms).toISOString().replace('Z', `${rest}Z`)
