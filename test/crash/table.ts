import { textTable } from '../../lib/cli/text-table'

/** What came of one accident. */
export interface Tried {
  readonly accident: string
  readonly at: number
  /** What the run was about to change. */
  readonly point: string
  readonly restoredAfter: number
  readonly complaints: readonly string[]
}

/** A line for each kind of accident, and what was found. */
export function tableOf(tried: readonly Tried[]): string {
  const names = [...new Set(tried.map(({ accident }) => accident))]
  const rows = names.map((name) => {
    const of = tried.filter(({ accident }) => accident === name)
    const clean = of.filter(({ complaints }) => complaints.length === 0)
    const times = clean.map(({ restoredAfter }) => restoredAfter).sort((a, b) => a - b)
    return [name, of.length, clean.length, seconds(times[times.length >> 1]), seconds(times.at(-1))]
  })
  const head = ['accident', 'points', 'as before', 'restored after (median)', 'at most']
  return textTable([head, ...rows.map((row) => row.map(String))])
}

const seconds = (value: number | undefined): string =>
  value === undefined ? '-' : `${value.toFixed(1)} s`
