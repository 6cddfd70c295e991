import { readInputs } from '../inputs'
import { answerUsage, parseOptions, UsageError } from '../options'
import type { Tool } from '../tool'
import { amountOf } from './amounts'

type Row = (part: Buffer) => string

const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0')

const words = (part: Buffer, show: (value: number) => string, width: number): string => {
  const shown: string[] = []
  for (let at = 0; at < part.length; at += 2)
    shown.push(show((part[at] ?? 0) + (part[at + 1] ?? 0) * 256))
  return shown.map((each) => ` ${each}`).join('').padEnd(8 * (width + 1))
} // prettier-ignore

/** `-C`: bytes in two groups of eight, and what of them can be printed. */
const canonical: Row = (part) => {
  const half = (from: number): string =>
    [...part.subarray(from, from + 8)].map((byte) => hex(byte, 2)).join(' ')
  const text = part.toString('latin1').replace(/[^\x20-\x7e]/g, '.')
  return `  ${`${half(0).padEnd(23)}  ${half(8)}`.padEnd(50)}|${text}|`
}

const rows: Readonly<Record<string, Row>> = {
  C: canonical,
  x: (part) => words(part, (value) => `   ${hex(value, 4)}`, 7),
  d: (part) => words(part, (value) => `  ${String(value).padStart(5, '0')}`, 7),
  o: (part) => words(part, (value) => ` ${value.toString(8).padStart(6, '0')}`, 7),
}

const named =
  (name: string): Tool =>
  (args, context) =>
    answerUsage(async () => {
      const { operands, has, value, lastOf } = parseOptions(name, args, {
        flags: 'Cvxdo',
        values: 'ns',
        long: { canonical: 'C', length: 'n', skip: 's', 'no-squeezing': 'v' },
      })
      const amount = (letter: string): number => {
        const given = value(letter)
        const found = amountOf(given ?? '0')
        if (found === undefined) throw new UsageError(name, 'failed to parse length')
        return found
      }
      const { inputs, ...rest } = await readInputs(
        operands,
        context,
        (file, reason) => `${name}: ${file}: ${reason}`,
      )
      const skip = amount('s')
      const most = has('n') ? amount('n') : Infinity
      const bytes = Buffer.concat(inputs.map((input) => input.bytes)).subarray(skip, skip + most)
      const form = name === 'hd' ? 'C' : lastOf('Cxdo')
      return { stdout: dumped(bytes, skip, form, has('v')), ...rest }
    })

export const hexdump = named('hexdump')
export const hd = named('hd')

function dumped(bytes: Buffer, start: number, form: string | undefined, showsAll: boolean): string {
  const row = rows[form ?? ''] ?? ((part: Buffer) => words(part, (value) => hex(value, 4), 4))
  const address = (at: number): string => hex(at, form === 'C' ? 8 : 7)
  let text = ''
  let isStarred = false
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16)
    const isSame = at > 0 && part.equals(bytes.subarray(at - 16, at))
    if (isSame && !showsAll) {
      if (!isStarred) text += '*\n'
      isStarred = true
      continue
    }
    isStarred = false
    text += `${address(start + at)}${row(part)}\n`
  }
  return bytes.length > 0 ? `${text}${address(start + bytes.length)}\n` : text
}
