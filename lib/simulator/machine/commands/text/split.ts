import { reasonOf } from '../../../file-system/file-system-error'
import { absolute } from '../../../file-system/paths'
import { readInput } from '../inputs'
import { answerUsage, parseOptions } from '../options'
import type { Tool } from '../tool'
import { amountOf } from './amounts'

export const split: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, has, value } = parseOptions('split', args, {
      flags: 'dxe',
      values: 'lbnaC',
      long: { lines: 'l', bytes: 'b', number: 'n', 'suffix-length': 'a', 'numeric-suffixes': 'd' },
      longFlags: ['verbose'],
      longValues: ['additional-suffix'],
    })
    const [name = '-', prefix = 'x'] = operands
    let bytes: Buffer
    try {
      bytes = await readInput(name, context)
    } catch (error) {
      return {
        stderr: `split: cannot open '${name}' for reading: ${reasonOf(error)}\n`,
        exitCode: 1,
      }
    }
    const size = amountOf(value('b') ?? value('l') ?? value('n') ?? '1000')
    if (!size)
      return {
        stderr: `split: invalid number of ${has('b') ? 'bytes' : has('n') ? 'chunks' : 'lines'}: ‘${value('b') ?? value('n') ?? value('l')}’\n`,
        exitCode: 1,
      }
    const pieces = has('b')
      ? byBytes(bytes, size)
      : has('n')
        ? inChunks(bytes, size)
        : byLines(bytes, size)
    for (const [index, piece] of pieces.entries()) {
      const suffix = suffixOf(index, Number(value('a') ?? 2), has('d'))
      context.fs.write(
        absolute(context.cwd, `${prefix}${suffix}${value('additional-suffix') ?? ''}`),
        piece,
      )
    }
    return {}
  })

const byBytes = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )

/** The last takes what is left over. */
const inChunks = (bytes: Buffer, count: number): Buffer[] => {
  const size = Math.floor(bytes.length / count)
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * size, index === count - 1 ? bytes.length : (index + 1) * size),
  )
}

const byLines = (bytes: Buffer, count: number): Buffer[] => {
  const lines = bytes
    .toString('latin1')
    .split(/(?<=\n)/)
    .filter((line) => line !== '')
  return Array.from({ length: Math.ceil(lines.length / count) }, (_, index) =>
    Buffer.from(lines.slice(index * count, (index + 1) * count).join(''), 'latin1'),
  )
}

const suffixOf = (index: number, length: number, isNumeric: boolean): string => {
  if (isNumeric) return String(index).padStart(length, '0')
  let [text, rest] = ['', index]
  while (text.length < length) {
    text = String.fromCharCode(97 + (rest % 26)) + text
    rest = Math.floor(rest / 26)
  }
  return text
}
