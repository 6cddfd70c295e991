import type { ShellContext } from '../../types'
import { readInputs } from '../inputs'
import { answerUsage, type Options, parseOptions } from '../options'
import type { Tool, ToolOutput } from '../tool'
import { amountOf } from './amounts'

/** What head and tail have in common. */
export const endOptions = {
  flags: 'qvz',
  values: 'nc',
  long: { lines: 'n', bytes: 'c', quiet: 'q', silent: 'q', verbose: 'v', 'zero-terminated': 'z' },
} as const

/** How much of a file is shown: of `-n +3` the sign is told apart, as head and tail mean different things by it. */
export interface Amount {
  readonly count: number
  readonly sign: '' | '+' | '-'
  readonly inBytes: boolean
}

/** The piece of a file that is shown. */
export type Piece = (bytes: Buffer, amount: Amount, end: number) => Buffer

/** `head -5`, `tail -5` and `tail -5f` are older than options. */
export const modern = (args: readonly string[]): string[] =>
  args.flatMap((arg, index) => {
    const [, count, more] = /^-(\d+)([a-zA-Z]*)$/.exec(arg) ?? []
    if (count === undefined || /^-[nc]$/.test(args[index - 1] ?? '')) return [arg]
    return [`-n${count}`, ...(more ? [`-${more}`] : [])]
  })

export const head: Tool = (args, context) =>
  answerUsage(() => shown('head', parseOptions('head', modern(args), endOptions), first, context))

export const shown = async (
  command: 'head' | 'tail',
  { operands, has, value, lastOf }: Pick<Options, 'operands' | 'has' | 'value' | 'lastOf'>,
  piece: Piece,
  context: ShellContext,
): Promise<ToolOutput> => {
  const unit = lastOf('nc') ?? 'n'
  const given = value(unit) ?? '10'
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(given) ?? []
  const count = amountOf(digits)
  if (count === undefined) {
    const what = unit === 'c' ? 'bytes' : 'lines'
    return { stderr: `${command}: invalid number of ${what}: ‘${digits}’\n`, exitCode: 1 }
  }
  const amount: Amount = { count, sign: sign as Amount['sign'], inBytes: unit === 'c' }
  const { inputs, stderr, exitCode } = await readInputs(
    operands,
    context,
    (name, reason) =>
      reason === 'Is a directory'
        ? `${command}: error reading '${name}': ${reason}`
        : `${command}: cannot open '${name}' for reading: ${reason}`,
    amount.inBytes ? count : undefined,
  )
  const isHeaded = has('v') || (operands.length > 1 && !has('q'))
  const stdout = inputs.flatMap(({ name, bytes }, index) => [
    Buffer.from(
      isHeaded ? `${index > 0 ? '\n' : ''}==> ${name === '-' ? 'standard input' : name} <==\n` : '',
    ),
    piece(bytes, amount, has('z') ? 0 : 10),
  ])
  return { stdout: Buffer.concat(stdout), stderr, exitCode }
}

/** Where the line with that number begins; behind the last one, the end. */
const startOfLine = (bytes: Buffer, line: number, end: number): number => {
  let at = 0
  for (let each = 0; each < line; each++) {
    const found = bytes.indexOf(end, at)
    if (found < 0) return bytes.length
    at = found + 1
  }
  return at
}

const countOfLines = (bytes: Buffer, end: number): number => {
  let count = 0
  for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + 1)) count++
  return bytes.length > 0 && bytes.at(-1) !== end ? count + 1 : count
}

/** The first lines or bytes; with `-` all but the last. */
const first: Piece = (bytes, { count, sign, inBytes }, end) => {
  const total = inBytes ? bytes.length : countOfLines(bytes, end)
  const kept = sign === '-' ? Math.max(0, total - count) : count
  return bytes.subarray(0, inBytes ? kept : startOfLine(bytes, kept, end))
}

/** The last lines or bytes; with `+` all from that one on. */
export const last: Piece = (bytes, { count, sign, inBytes }, end) => {
  const total = inBytes ? bytes.length : countOfLines(bytes, end)
  const from = sign === '+' ? Math.max(0, count - 1) : Math.max(0, total - count)
  return bytes.subarray(inBytes ? from : startOfLine(bytes, from, end))
}
