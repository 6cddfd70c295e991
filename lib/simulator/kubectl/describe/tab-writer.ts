const padding = 2

/**
 * Lays text out as Go's text/tabwriter does for `kubectl describe`: cells end with a tab; cells of one column in
 * lines that follow each other are as wide as the widest of them and two blanks.
 */
export function alignTabs(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\t'))
  return alignBlock(lines, 0)
    .map((cells) => cells.join(''))
    .join('\n')
}

/** Pads column `column` wherever lines that follow each other have it, and then the columns behind it. */
function alignBlock(lines: readonly string[][], column: number): string[][] {
  const aligned: string[][] = []
  let at = 0
  while (at < lines.length) {
    const start = at
    const has = (line: readonly string[] | undefined): boolean =>
      line !== undefined && column < line.length - 1
    if (!has(lines[at])) {
      aligned.push(lines[at] ?? [])
      at += 1
      continue
    }
    while (has(lines[at])) at += 1
    const block = lines.slice(start, at)
    const width = Math.max(...block.map((line) => (line[column] ?? '').length)) + padding
    const padded = block.map((line) => line.with(column, (line[column] ?? '').padEnd(width)))
    aligned.push(...alignBlock(padded, column + 1))
  }
  return aligned
}
