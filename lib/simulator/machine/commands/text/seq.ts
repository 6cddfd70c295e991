import { cFormat } from '../c-format'
import { type Options, parseOptions, answerUsage, UsageError } from '../options'
import type { Tool } from '../tool'

/** A negative number is no option. */
export const seq: Tool = (args) =>
  answerUsage(() => {
    const first = args.findIndex(
      (arg, index) => /^-?[.\d]/.test(arg) && !/^-[sf]$/.test(args[index - 1] ?? ''),
    )
    const own = first < 0 ? args : args.slice(0, first)
    const options = parseOptions('seq', own, {
      flags: 'w',
      values: 'sf',
      long: { 'equal-width': 'w', separator: 's', format: 'f' },
    })
    const operands = [...options.operands, ...(first < 0 ? [] : args.slice(first))]
    return counted(operands, options)
  })

const counted = (operands: readonly string[], { has, value }: Options) => {
  if (operands.length === 0) throw new UsageError('seq', 'missing operand')
  if (operands.length > 3) throw new UsageError('seq', `extra operand ‘${operands[3]}’`)
  for (const each of operands)
    if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(each))
      throw new UsageError('seq', `invalid floating point argument: ‘${each}’`)
  const [from, step, to] =
    operands.length === 1
      ? ['1', '1', operands[0]!]
      : operands.length === 2
        ? [operands[0]!, '1', operands[1]!]
        : (operands as [string, string, string])
  if (Number(step) === 0) throw new UsageError('seq', `invalid Zero increment value: ‘${step}’`)
  const digits = Math.max(digitsOf(from), digitsOf(step))
  const numbers: number[] = []
  const scale = 10 ** Math.max(digits, digitsOf(to))
  const [a, s, z] = [from, step, to].map((each) => Math.round(Number(each) * scale)) as [
    number,
    number,
    number,
  ]
  for (let n = a; s > 0 ? n <= z : n >= z; n += s) numbers.push(n / scale)
  const plain = numbers.map((n) => n.toFixed(digits))
  const format = value('f')
  const texts = format === undefined ? plain : numbers.map((n) => cFormat(format, [String(n)]))
  const width = has('w')
    ? Math.max(
        0,
        ...[...plain, Number(from).toFixed(digits), Number(to).toFixed(digits)].map(
          ({ length }) => length,
        ),
      )
    : 0
  const wide = texts.map((text) =>
    text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0'),
  )
  return { stdout: wide.length === 0 ? '' : `${wide.join(value('s') ?? '\n')}\n` }
}

const digitsOf = (text: string): number => /\.(\d*)/.exec(text)?.[1]?.length ?? 0
