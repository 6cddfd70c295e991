import { renderTemplate, unescapeFormat } from './go-template'
import { dockerTable } from './table'

/** Its columns, and what templates can call. */
export type FormattedRow = Readonly<Record<string, string | ((key: string) => string)>>

/** A list as `--format` asks for it: the default table, `json`, `table TEMPLATE` or a template for each row. */
export function formatRows(
  rows: readonly FormattedRow[],
  format: string | undefined,
  headers: Readonly<Record<string, string>>,
  defaultColumns: readonly string[],
): string {
  if (format === undefined || format === 'table')
    return dockerTable([
      defaultColumns.map((column) => headers[column] ?? ''),
      ...rows.map((row) => defaultColumns.map((column) => String(row[column] ?? ''))),
    ])
  if (format === 'json') return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  const table = format.startsWith('table ')
  const template = unescapeFormat(table ? format.slice('table '.length) : format)
  const lines = (table ? [headers, ...rows] : rows).map((row) => renderTemplate(template, row))
  return table
    ? dockerTable(lines.map((line) => line.split('\t')))
    : lines.map((line) => `${line}\n`).join('')
}
