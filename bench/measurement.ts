import { textTable } from '../lib/cli/text-table'

/** One line of the table that `npm run bench` prints. */
export interface Measurement {
  readonly what: string
  readonly measured: string
  /** What it is compared with. */
  readonly against: string
  /** The figure to reach. */
  readonly limit: string
  readonly reached: boolean
}

/** The middle one. */
export const median = (values: readonly number[]): number => percentile(values, 50)

/** The value that `p` per cent of the values do not exceed. */
export const percentile = (values: readonly number[], p: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * p) / 100) - 1)] ?? NaN
}

export const table = (rows: readonly Measurement[]): string =>
  textTable([
    ['what', 'measured', 'against', 'limit', ''],
    ...rows.map(({ what, measured, against, limit, reached }) => [
      what,
      measured,
      against,
      limit,
      reached ? 'ok' : 'MISSED',
    ]),
  ])
