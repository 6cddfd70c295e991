import { textOf } from '../../../shell/text'
import { reasonOf } from '../../../file-system/file-system-error'
import { ended, linesOf, readInput } from '../inputs'
import { answerUsage, type Options, parseOptions, UsageError } from '../options'
import type { Tool } from '../tool'
import { byBytes } from './sort-orders'

interface Row {
  readonly key: string
  readonly fields: readonly string[]
}

export const join: Tool = (args, context) =>
  answerUsage(async () => {
    const options = parseOptions('join', args, {
      flags: 'iz',
      values: '12ajoetv',
      long: { 'ignore-case': 'i', 'zero-terminated': 'z' },
      longFlags: ['header', 'check-order', 'nocheck-order'],
    })
    const { operands, has, value } = options
    const [first, second] = operands
    if (first === undefined) throw new UsageError('join', 'missing operand')
    if (second === undefined) throw new UsageError('join', `missing operand after ‘${first}’`)
    const end = has('z') ? '\0' : '\n'
    const tables: Row[][] = []
    for (const [index, name] of [first, second].entries()) {
      const column = Number(value(String(index + 1)) ?? value('j') ?? 1)
      try {
        const lines = linesOf(textOf(await readInput(name, context)), end)
        tables.push(lines.map((line) => rowOf(line, column, value('t'), has('i'))))
      } catch (error) {
        return { stderr: `join: ${name}: ${reasonOf(error)}\n`, exitCode: 1 }
      }
    }
    const [left = [], right = []] = tables
    return { stdout: ended(joined(left, right, options), end) }
  })

const rowOf = (
  line: string,
  column: number,
  separator: string | undefined,
  isCaseless: boolean,
): Row => {
  const fields = separator === undefined ? line.trim().split(/[ \t]+/) : line.split(separator)
  const key = fields[column - 1] ?? ''
  return {
    key: isCaseless ? key.toLowerCase() : key,
    fields: [key, ...fields.filter((_, index) => index !== column - 1)],
  }
}

const joined = (left: readonly Row[], right: readonly Row[], options: Options): string[] => {
  const { has, value, values } = options
  const unpaired = [...values('a'), ...values('v')]
  const lines: string[] = []
  const separator = value('t') ?? ' '
  const columns = values('o').flatMap((list) => list.split(/[, ]/))
  const empty = value('e') ?? ''
  const print = (l: Row | undefined, r: Row | undefined): void => {
    const cell = (column: string): string => {
      if (column === '0') return (l ?? r)?.fields[0] || empty
      const [file, field = '1'] = column.split('.')
      const own = Number(value(file ?? '') ?? value('j') ?? 1)
      const at = Number(field) === own ? 0 : Number(field) < own ? Number(field) : Number(field) - 1
      return (file === '1' ? l : r)?.fields[at] || empty
    }
    const cells =
      columns.length > 0
        ? columns.map(cell)
        : [...((l ?? r)?.fields ?? []), ...((l && r)?.fields.slice(1) ?? [])]
    lines.push(cells.join(separator))
  }
  let [l, r] = [0, 0]
  while (l < left.length || r < right.length) {
    const [one, other] = [left[l], right[r]]
    const order = !one ? 1 : !other ? -1 : byBytes(one.key, other.key)
    if (order < 0) {
      if (unpaired.includes('1')) print(one, undefined)
      l++
    } else if (order > 0) {
      if (unpaired.includes('2')) print(undefined, other)
      r++
    } else {
      const others = right
        .slice(r)
        .filter(
          ({ key }, index, rest) =>
            rest.slice(0, index + 1).every((row) => row.key === key) && key === one?.key,
        )
      for (; left[l]?.key === other?.key; l++)
        if (!has('v')) for (const each of others) print(left[l], each)
      r += others.length
    }
  }
  return lines
}
