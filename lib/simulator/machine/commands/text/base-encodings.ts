import { reasonOf } from '../../../file-system/file-system-error'
import { readInput } from '../inputs'
import { answerUsage, parseOptions, UsageError } from '../options'
import type { Tool } from '../tool'

interface Encoding {
  readonly alphabet: string
  /** Bits that one character stands for; characters of one group. */
  readonly bits: number
  readonly group: number
}

const based =
  (name: string, encoding: Encoding): Tool =>
  (args, context) =>
    answerUsage(async () => {
      const { operands, has, value } = parseOptions(name, args, {
        flags: 'di',
        values: 'w',
        long: { decode: 'd', 'ignore-garbage': 'i', wrap: 'w' },
      })
      const [file = '-', extra] = operands
      if (extra !== undefined) throw new UsageError(name, `extra operand ‘${extra}’`)
      const width = Number(value('w') ?? 76)
      if (!Number.isInteger(width))
        return { stderr: `${name}: invalid wrap size: ‘${value('w')}’\n`, exitCode: 1 }
      try {
        const bytes = await readInput(file, context)
        if (!has('d')) return { stdout: wrapped(encode(bytes, encoding), width) }
        const { decoded, isWhole } = decode(bytes.toString('latin1'), encoding, has('i'))
        return {
          stdout: decoded,
          ...(!isWhole && { stderr: `${name}: invalid input\n`, exitCode: 1 }),
        }
      } catch (error) {
        return { stderr: `${name}: ${file}: ${reasonOf(error)}\n`, exitCode: 1 }
      }
    })

const wrapped = (text: string, width: number): string =>
  width === 0 ? text : text.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n')

const encode = (bytes: Buffer, { alphabet, bits, group }: Encoding): string => {
  let text = ''
  let [buffer, held] = [0, 0]
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    for (held += 8; held >= bits; held -= bits)
      text += alphabet[(buffer >> (held - bits)) & (2 ** bits - 1)]
    buffer &= 2 ** held - 1
  }
  if (held > 0) text += alphabet[(buffer << (bits - held)) & (2 ** bits - 1)]
  return text.padEnd(Math.ceil(text.length / group) * group, '=')
}

/** What stands before the first wrong character is decoded. */
const decode = (
  given: string,
  { alphabet, bits, group }: Encoding,
  ignoresGarbage: boolean,
): { readonly decoded: Buffer; readonly isWhole: boolean } => {
  const text = ignoresGarbage
    ? [...given].filter((char) => char === '=' || alphabet.includes(char)).join('')
    : given.replaceAll('\n', '')
  const bytes: number[] = []
  let at = 0
  for (; at < text.length; at += group) {
    const piece = text.slice(at, at + group)
    const data = /^[^=]*/.exec(piece)?.[0] ?? ''
    const valid = [...data].findIndex((char) => !alphabet.includes(char))
    let [buffer, held] = [0, 0]
    for (const char of valid < 0 ? data : data.slice(0, valid)) {
      buffer = (buffer << bits) | alphabet.indexOf(char)
      held += bits
      if (held < 8) continue
      held -= 8
      bytes.push((buffer >> held) & 255)
      buffer &= 2 ** held - 1
    }
    if (valid >= 0 || piece.length < group || /=[^=]/.test(piece) || data.length < 2)
      return { decoded: Buffer.from(bytes), isWhole: false }
  }
  return { decoded: Buffer.from(bytes), isWhole: true }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

export const base64 = based('base64', {
  alphabet: `${letters}${letters.toLowerCase()}0123456789+/`,
  bits: 6,
  group: 4,
})
export const base32 = based('base32', { alphabet: `${letters}234567`, bits: 5, group: 8 })
