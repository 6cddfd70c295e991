import { type ReceiptVerdict } from './verdict'

/** The verdict in a line: `as it was: 58 items of 14 classes compared`. */
export function verdictLine({ compared, complaints, differences }: ReceiptVerdict): string {
  if (!compared) return 'not compared'
  const extent = `${compared.items} items of ${compared.classes} classes compared`
  const excused = differences.length - differences.filter(differs).length
  const also =
    excused === 0 ? '' : `, ${excused} ${excused === 1 ? 'difference' : 'differences'} excused`
  return complaints.length === 0 ? `as it was: ${extent}${also}` : `NOT as it was: ${extent}${also}`
}

const differs = ({ verdict }: { verdict: string }): boolean => verdict === 'differs'

/** The whole receipt of a machine for a person: the verdict, and each difference with its reason. */
export function receiptText(verdict: ReceiptVerdict): string {
  const { machine, differences, complaints } = verdict
  const uncompared = verdict.compared ? [] : complaints
  const rows = differences.map((each) => [
    each.verdict === 'differs' ? 'DIFFERS' : each.verdict,
    each.class,
    each.item,
    each.was,
    each.is,
    each.reason,
  ])
  const header = ['verdict', 'class', 'item', 'before', 'after', 'reason']
  const table = rows.length === 0 ? ['No difference.'] : aligned([header, ...rows])
  return `${[`${machine}: ${verdictLine(verdict)}`, ...uncompared, '', ...table].join('\n')}\n`
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
