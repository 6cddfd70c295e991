import { goJson } from '../../go/json-text'
import { filledIn, missingField, unescapeFormat } from './docker-format'
import { DockerFormatError } from './docker-format-error'
import { dockerTable } from './table'

/** Its columns, and what templates can call. */
export type FormattedRow = Readonly<Record<string, string | ((key: string) => string)>>

/** A list as `--format` asks for it: the default table, `json`, `table TEMPLATE` or a template for each row. */
export function formatRows(
  unsorted: readonly FormattedRow[],
  format: string | undefined,
  headers: Readonly<Record<string, string>>,
  defaultColumns: readonly string[],
): string {
  // Go writes a map's keys in their order.
  const rows: FormattedRow[] = unsorted.map((row) =>
    Object.fromEntries(Object.entries(row).toSorted()),
  )
  if (format === undefined || format === 'table')
    return dockerTable([
      defaultColumns.map((column) => headers[column] ?? ''),
      ...rows.map((row) => defaultColumns.map((column) => String(row[column] ?? ''))),
    ])
  if (format === 'json') return rows.map((row) => `${goJson(row)}\n`).join('')
  const table = format.startsWith('table ')
  const template = unescapeFormat(table ? format.slice('table '.length) : format)
  const lines = (table ? [headers, ...rows] : rows).map((row) => rendered(template, row))
  return table
    ? dockerTable(lines.map((line) => line.split('\t')))
    : lines.map((line) => `${line}\n`).join('')
}

/** A row is no map but has its columns as methods: the complaint is another one than of `inspect`. */
function rendered(template: string, row: FormattedRow): string {
  try {
    return filledIn(template, row)
  } catch (error) {
    const { message } = error as Error
    const missing = missingField(error as Error)
    if (!missing) {
      const doing = message.includes(': executing ') ? 'execute' : 'parse'
      throw new DockerFormatError(
        message.replace(/^template parsing error/, `failed to ${doing} template`),
      )
    }
    const type = 'Names' in row ? 'ContainerContext' : 'imageContext'
    throw new DockerFormatError(
      `failed to execute template: ${missing.where}: can't evaluate field ${missing.field} in type *formatter.${type}`,
    )
  }
}
