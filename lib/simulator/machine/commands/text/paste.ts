import { textOf } from '../../../shell/text'
import { ended, linesOf, readInputs } from '../inputs'
import { answerUsage, parseOptions } from '../options'
import type { Tool } from '../tool'

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\', '0': '', b: '\b', f: '\f', r: '\r', v: '\v' } // prettier-ignore

/** `\0` is no delimiter at all. */
const delimitersOf = (list: string): string[] =>
  [...list.matchAll(/\\([^])|[^]/gu)].map(([whole, letter]) =>
    letter === undefined ? whole : (escapes[letter] ?? letter),
  )

export const paste: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, has, value } = parseOptions('paste', args, {
      flags: 'sz',
      values: 'd',
      long: { serial: 's', delimiters: 'd', 'zero-terminated': 'z' },
    })
    const delimiters = delimitersOf(value('d') || '\\0')
    if (!has('d')) delimiters[0] = '\t'
    const end = has('z') ? '\0' : '\n'
    const files = [...new Set(operands.length > 0 ? operands : ['-'])]
    const { inputs, stderr, exitCode } = await readInputs(
      files,
      context,
      (name, reason) => `paste: ${name}: ${reason}`,
    )
    // All or nothing: what can't be opened is known before anything is pasted.
    if (exitCode !== 0 && !has('s')) return { stderr, exitCode }
    const known = new Map(inputs.map(({ name, bytes }) => [name, linesOf(textOf(bytes), end)]))
    const columns = (operands.length > 0 ? operands : ['-']).map((name) => {
      const lines = known.get(name) ?? []
      return name === '-' ? lines : [...lines]
    })
    const rows = has('s') ? columns : rowsOf(columns)
    const joined = rows.map((row) =>
      row
        .map(
          (cell, index) => (index === 0 ? '' : delimiters[(index - 1) % delimiters.length]) + cell,
        )
        .join(''),
    )
    return { stdout: ended(joined, end), stderr, exitCode }
  })

/** Standard input named twice, `- -`, gives its lines in turns. */
const rowsOf = (columns: readonly string[][]): string[][] => {
  const rows: string[][] = []
  const places = new Map<string[], number>()
  const left = (column: string[]): boolean => (places.get(column) ?? 0) < column.length
  while (columns.some(left))
    rows.push(
      columns.map((column) => {
        const place = places.get(column) ?? 0
        places.set(column, place + 1)
        return column[place] ?? ''
      }),
    )
  return rows
}
