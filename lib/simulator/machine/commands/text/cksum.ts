import { type Input, readInputs } from '../inputs'
import { answerUsage, parseOptions } from '../options'
import type { Tool } from '../tool'

/** POSIX' CRC: most significant bit first, and the length behind the content. */
const polynomial = 0x04c11db7

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ polynomial : value << 1
  return value >>> 0
})

const crcOf = (bytes: Buffer): number => {
  let crc = 0
  const take = (byte: number): void => {
    crc = ((crc << 8) ^ (table[(crc >>> 24) ^ byte] ?? 0)) >>> 0
  }
  for (const byte of bytes) take(byte)
  for (let length = bytes.length; length > 0; length = Math.floor(length / 256)) take(length & 255)
  return ~crc >>> 0
}

const checksumming =
  (name: string, flags: string, line: (input: Input, has: (flag: string) => boolean) => string): Tool =>
  (args, context) =>
    answerUsage(async () => {
      const { operands, has } = parseOptions(name, args, { flags, long: { sysv: 's' } })
      const { inputs, ...rest } = await readInputs(
        operands,
        context,
        (file, reason) => `${name}: ${file}: ${reason}`,
      )
      const named = (input: Input): string =>
        operands.length === 0 ? line(input, has) : `${line(input, has)} ${input.name}`
      return { stdout: inputs.map((input) => `${named(input)}\n`).join(''), ...rest }
    }) // prettier-ignore

export const cksum = checksumming('cksum', '', ({ bytes }) => `${crcOf(bytes)} ${bytes.length}`)

/** BSD's by default, with blocks of 1 KiB; `-s`: System V's, with blocks of 512. */
export const sum = checksumming('sum', 'rs', ({ bytes }, has) =>
  has('s') ? systemV(bytes) : berkeley(bytes),
)

const berkeley = (bytes: Buffer): string => {
  let sum = 0
  for (const byte of bytes) sum = (((sum >> 1) | ((sum & 1) << 15)) + byte) & 0xffff
  return `${String(sum).padStart(5, '0')} ${String(Math.ceil(bytes.length / 1024)).padStart(5)}`
}

const systemV = (bytes: Buffer): string => {
  const total = bytes.reduce((sum, byte) => sum + byte, 0)
  const folded = (total & 0xffff) + ((total % 2 ** 32) >>> 16)
  return `${(folded & 0xffff) + (folded >>> 16)} ${Math.ceil(bytes.length / 512)}`
}
