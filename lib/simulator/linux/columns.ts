/** Rows of cells, each column but the last as wide as its widest: as systemd and util-linux lay their tables out. */
export function columns(rows: readonly (readonly string[])[]): string {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  return rows
    .map((row) =>
      row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(width(at)) : cell)).join(' '),
    )
    .map((line) => `${line}\n`)
    .join('')
}
