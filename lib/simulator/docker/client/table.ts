/** Columns as Docker's client lays them out: three spaces between, none narrower than ten, the last one ragged. */
export function dockerTable(rows: readonly (readonly string[])[]): string {
  const width = (column: number): number =>
    Math.max(10, ...rows.map((row) => (row[column] ?? '').length + 3))
  return rows
    .map((row) =>
      row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(width(at)) : cell)).join(''),
    )
    .map((line) => `${line}\n`)
    .join('')
}
