import { reasonOf } from '../../../file-system/file-system-error'
import { linesOf, readInput } from '../inputs'
import { textOf } from '../../../shell/text'
import { answerUsage, parseOptions, UsageError } from '../options'
import type { Tool } from '../tool'
import { byBytes } from './sort-orders'

export const comm: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, has, value } = parseOptions('comm', args, {
      flags: '123z',
      long: { 'zero-terminated': 'z' },
      longFlags: ['total', 'check-order', 'nocheck-order'],
      longValues: ['output-delimiter'],
    })
    const [first, second, extra] = operands
    if (first === undefined) throw new UsageError('comm', 'missing operand')
    if (second === undefined) throw new UsageError('comm', `missing operand after ‘${first}’`)
    if (extra !== undefined) throw new UsageError('comm', `extra operand ‘${extra}’`)
    const end = has('z') ? '\0' : '\n'
    const files: string[][] = []
    for (const name of [first, second]) {
      try {
        files.push(linesOf(textOf(await readInput(name, context)), end))
      } catch (error) {
        return { stderr: `comm: ${name}: ${reasonOf(error)}\n`, exitCode: 1 }
      }
    }
    const [left = [], right = []] = files
    const delimiter = value('output-delimiter') ?? '\t'
    const rows = merged(left, right)
    const shown = [1, 2, 3].filter((column) => !has(String(column)))
    const stdout = rows
      .filter(({ column }) => shown.includes(column))
      .map(({ column, line }) => delimiter.repeat(shown.indexOf(column)) + line + end)
      .join('')
    const counts = [1, 2, 3].map((column) => rows.filter((row) => row.column === column).length)
    const total = has('total') ? `${[...counts, 'total'].join(delimiter)}${end}` : ''
    const unsorted = has('nocheck-order') ? [] : disordered(left, right)
    const told = unsorted.map((number) => `comm: file ${number} is not in sorted order\n`)
    const matters = unsorted.length > 0
    return {
      stdout: stdout + total,
      stderr: matters ? `${told.join('')}comm: input is not in sorted order\n` : '',
      exitCode: matters ? 1 : 0,
    }
  })

/** The files that are out of order: that is looked at only once a line has been without its pair, as GNU's does. */
const disordered = (left: readonly string[], right: readonly string[]): number[] => {
  let [l, r, isUnpaired] = [0, 0, false]
  const found = new Set<number>()
  const check = (lines: readonly string[], at: number, file: number): void => {
    const [before, line] = [lines[at - 1], lines[at]]
    if (isUnpaired && before !== undefined && line !== undefined && byBytes(before, line) > 0)
      found.add(file)
  }
  while (l < left.length || r < right.length) {
    const order =
      l >= left.length ? 1 : r >= right.length ? -1 : byBytes(left[l] ?? '', right[r] ?? '')
    isUnpaired ||= order !== 0
    if (order <= 0) check(left, ++l, 1)
    if (order >= 0) check(right, ++r, 2)
  }
  return [...found].sort()
}

/** Column 1: only left, 2: only right, 3: both. */
const merged = (
  left: readonly string[],
  right: readonly string[],
): { column: number; line: string }[] => {
  const rows: { column: number; line: string }[] = []
  let [l, r] = [0, 0]
  while (l < left.length || r < right.length) {
    const order =
      l >= left.length ? 1 : r >= right.length ? -1 : byBytes(left[l] ?? '', right[r] ?? '')
    if (order === 0) r++
    rows.push({
      column: order < 0 ? 1 : order > 0 ? 2 : 3,
      line: (order > 0 ? right[r++] : left[l++]) ?? '',
    })
  }
  return rows
}
