/** Python's tabulate, format `simple`: columns as wide as their widest cell, two spaces between, no trailing ones cut. */
export function tabulate(header: readonly string[], rows: readonly (readonly string[])[]): string {
  // tabulate widens a header by two blanks: `ip` over an empty column is still four wide.
  const width = (column: number): number =>
    Math.max((header[column]?.length ?? 0) + 2, ...rows.map((row) => row[column]?.length ?? 0))
  const widths = header.map((_, column) => width(column))
  const line = (cells: readonly string[]): string =>
    `${cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()}\n`
  return [header, widths.map((size) => '-'.repeat(size)), ...rows].map(line).join('')
}
