import { inColumns } from './columns'
import type { ApiObject, ApiTable } from './objects'

export interface TableStyle {
  readonly wide: boolean
  readonly headers: boolean
  readonly namespaces: boolean
  readonly labels: boolean
  readonly labelColumns: readonly string[]
  /** Put before each name, `pod/`: when several kinds are printed at once. */
  readonly prefix: string
}

/** Prints rows that the server laid out, all of one kind. */
export function printTable(tables: readonly ApiTable[], style: TableStyle): string {
  const columns = tables[0]?.columnDefinitions ?? []
  const shown = columns.map((_, i) => i).filter((i) => style.wide || columns[i]?.priority === 0)
  const header = [
    ...(style.namespaces ? ['NAMESPACE'] : []),
    ...shown.map((i) => (columns[i]?.name ?? '').toUpperCase()),
    ...style.labelColumns.map((key) => (key.split('/').at(-1) ?? key).toUpperCase()),
    ...(style.labels ? ['LABELS'] : []),
  ]
  const rows = tables.flatMap(({ rows = [] }) =>
    rows.map(({ cells, object }) => [
      ...(style.namespaces ? [object.metadata.namespace ?? ''] : []),
      ...shown.map((i, at) => `${at === 0 ? style.prefix : ''}${cellText(cells[i])}`),
      ...style.labelColumns.map((key) => object.metadata.labels?.[key] ?? ''),
      ...(style.labels ? [labelText(object)] : []),
    ]),
  )
  return inColumns(style.headers ? [header, ...rows] : rows)
}

const cellText = (cell: unknown): string =>
  typeof cell === 'string'
    ? cell
    : cell === null || cell === undefined
      ? '<none>'
      : JSON.stringify(cell)

function labelText({ metadata }: ApiObject): string {
  const labels = Object.entries(metadata.labels ?? {}).map(([key, value]) => `${key}=${value}`)
  return labels.sort().join(',') || '<none>'
}
