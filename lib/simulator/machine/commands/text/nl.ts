import { allLines, readInputs } from '../inputs'
import { answerUsage, parseOptions } from '../options'
import type { Tool } from '../tool'

export const nl: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, value } = parseOptions('nl', args, {
      flags: 'p',
      values: 'bnswviflhd',
      long: { 'body-numbering': 'b', 'number-format': 'n', 'number-separator': 's', 'number-width': 'w', 'starting-line-number': 'v', 'line-increment': 'i' },
    }) // prettier-ignore
    const { inputs, ...rest } = await readInputs(
      operands,
      context,
      (name, reason) => `nl: ${name}: ${reason}`,
    )
    const [style, format, separator] = [value('b') ?? 't', value('n') ?? 'rn', value('s') ?? '\t']
    const [width, step] = [Number(value('w') ?? 6), Number(value('i') ?? 1)]
    let number = Number(value('v') ?? 1)
    const isNumbered = (line: string): boolean =>
      style === 'a' ||
      (style === 't' && line !== '') ||
      (style.startsWith('p') && new RegExp(style.slice(1)).test(line))
    const stdout = allLines(inputs).map((line) => {
      if (!isNumbered(line)) return `${' '.repeat(width + separator.length)}${line}\n`
      const text = String(number)
      const shown =
        format === 'ln' ? text.padEnd(width) : text.padStart(width, format === 'rz' ? '0' : ' ')
      number += step
      return `${shown}${separator}${line}\n`
    })
    return { stdout: stdout.join(''), ...rest }
  })
