/**
 * Text in columns as Go's tabwriter lays it out for kubectl and kubeadm: three blanks between columns, none narrower than
 * six, nothing padded after the last. `widths` are remembered from one call to the next.
 */
export function inColumns(
  rows: readonly (readonly string[])[],
  indent = '',
  minimum = 6,
  widths: number[] = [],
): string {
  for (const row of rows)
    row.slice(0, -1).forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? minimum, cell.length + 3)
    })
  return rows
    .map((row) => row.map((cell, i) => (i < row.length - 1 ? cell.padEnd(widths[i] ?? 0) : cell)))
    .map((cells) => `${indent}${cells.join('')}\n`)
    .join('')
}
