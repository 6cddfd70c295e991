import { parseTextTable } from './text-table'

/** What `show kube server status` says. `connected` is what the DUT believes; only the cluster knows the truth. */
export interface ServerStatus {
  readonly ip: string
  readonly port: string
  readonly connected: boolean
  readonly updateTime: string
}

const NO_STATUS = 'Kubernetes server has no status info'

/** Undefined when the DUT has no status yet. Throws on a text that is neither the table nor that sentence. */
export function parseServerStatus(text: string): ServerStatus | undefined {
  if (text.trim() === NO_STATUS) return undefined
  const [row, ...more] = parseTextTable(text) ?? []
  if (!row || more.length > 0 || !('connected' in row)) {
    throw new Error(
      `"show kube server status" printed no table with one row and a column "connected":\n${text}`,
    )
  }
  return {
    ip: row['ip'] ?? '',
    port: row['port'] ?? '',
    connected: row['connected'] === 'true',
    updateTime: row['update-time'] ?? '',
  }
}
