/**
 * Reads the table that SONiC's CLI prints (tabulate "simple": headers, a line of dashes, rows). Columns are cut where
 * the dashes are, so that an empty cell stays empty. Undefined when the text is no such table.
 */
export function parseTextTable(text: string): readonly Record<string, string>[] | undefined {
  const lines = text.split('\n')
  const rule = lines.findIndex((line) => /^-+( +-+)*\s*$/.test(line))
  const header = lines[rule - 1]
  if (header === undefined) return undefined
  const columns = [...lines[rule]!.matchAll(/-+/g)].map(({ index }) => index)
  const cells = (line: string): string[] =>
    columns.map((from, i) => line.slice(from, columns[i + 1]).trim())
  const names = cells(header)
  return lines
    .slice(rule + 1)
    .filter((line) => line.trim() !== '')
    .map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i] ?? '', cell])))
}
