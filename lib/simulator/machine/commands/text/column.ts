import { allLines, readInputs } from '../inputs'
import { answerUsage, parseOptions } from '../options'
import type { Tool } from '../tool'

/** util-linux's, for tables and for lists. */
export const column: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, has, value } = parseOptions('column', args, {
      flags: 'txnL',
      values: 'socNR',
      long: { table: 't', separator: 's', 'output-separator': 'o', 'output-width': 'c', fillrows: 'x', 'table-columns': 'N', 'table-right': 'R' },
    }) // prettier-ignore
    const { inputs, ...rest } = await readInputs(
      operands,
      context,
      (name, reason) => `column: ${name}: ${reason}`,
    )
    const lines = allLines(inputs).filter((line) => line.trim() !== '')
    const stdout = has('t')
      ? table(lines, value('s'), value('o') ?? '  ', value('N'))
      : list(lines, Number(value('c') ?? 80), has('x'))
    return { stdout, ...rest }
  })

const table = (
  lines: readonly string[],
  separators: string | undefined,
  joint: string,
  titles: string | undefined,
): string => {
  const split = (line: string): string[] =>
    separators === undefined
      ? line.trim().split(/[ \t]+/)
      : line.split(new RegExp(`[${separators.replace(/[\\\]^-]/g, '\\$&')}]`))
  const rows = [...(titles === undefined ? [] : [titles.split(',')]), ...lines.map(split)]
  const width = Math.max(0, ...rows.map(({ length }) => length))
  const widths = Array.from({ length: width }, (_, index) =>
    Math.max(...rows.map((row) => row[index]?.length ?? 0)),
  )
  return rows
    .map((row) => {
      // All but the last column are filled up, where a row is short, too.
      const cells = widths.map((wide, index) =>
        index === width - 1 ? (row[index] ?? '') : (row[index] ?? '').padEnd(wide),
      )
      return `${cells.join(joint)}\n`
    })
    .join('')
}

/** Down first, as many columns as the width has room for; between them tabs. */
const list = (lines: readonly string[], width: number, acrossFirst: boolean): string => {
  if (lines.length === 0) return ''
  const wide = (Math.floor(Math.max(...lines.map(({ length }) => length)) / 8) + 1) * 8
  const columns = Math.max(1, Math.floor(width / wide))
  const rows = Math.ceil(lines.length / columns)
  const at = (row: number, place: number): string | undefined =>
    lines[acrossFirst ? row * columns + place : place * rows + row]
  return Array.from({ length: rows }, (_, row) => {
    const cells = Array.from({ length: columns }, (_, place) => at(row, place)).filter(
      (cell) => cell !== undefined,
    )
    return `${cells.map((cell, index) => (index === cells.length - 1 ? cell : cell + '\t'.repeat(Math.ceil((wide - cell.length) / 8)))).join('')}\n`
  }).join('')
}
