import { parseTextTable } from './text-table'

/** What `show kube server status` says. `connected` is what the DUT believes; only the cluster knows the truth. */
export interface ServerStatus {
  readonly ip: string
  readonly port: string
  /** Undefined while the column is empty: ctrmgrd has not said yet. */
  readonly connected: boolean | undefined
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
    connected: connected(row['connected'] ?? '', text),
    updateTime: row['update-time'] ?? '',
  }
}

function connected(cell: string, text: string): boolean | undefined {
  if (cell === '') return undefined
  if (cell === 'true' || cell === 'false') return cell === 'true'
  throw new Error(
    `"show kube server status" says connected "${cell}", neither true nor false:\n${text}`,
  )
}
