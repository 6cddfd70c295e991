import { randomBytes } from 'node:crypto'

/** Names a run everywhere: `20261123-141503-x7k2p`. Sorts by time (UTC); fits a directory and a label's value. */
export type RunId = string

const letters = 'abcdefghijklmnopqrstuvwxyz234567'

export function newRunId(now = new Date()): RunId {
  const [date, time] = now.toISOString().replace(/[-:]/g, '').slice(0, 15).split('T')
  const suffix = [...randomBytes(5)].map((byte) => letters[byte % letters.length]).join('')
  return `${date}-${time}-${suffix}`
}

/** What the journal of the cluster is called that a run has started: the cluster may outlive the run. */
export const clusterRun = (run: RunId): RunId => `${run}-cluster`
