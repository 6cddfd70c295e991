import { answerUsage, parseOptions, UsageError } from '../options'
import type { Tool } from '../tool'
import { bytesOfSet, SetError } from './tr-set'

/** tr knows bytes, not characters. */
export const tr: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, has } = parseOptions('tr', args, {
      flags: 'cCdst',
      long: { complement: 'c', delete: 'd', 'squeeze-repeats': 's', 'truncate-set1': 't' },
      untilOperand: true,
    })
    const [first, second, ...extra] = operands
    const wanted = has('d') === has('s') || (!has('d') && !has('s')) ? 2 : 1
    if (first === undefined) throw new UsageError('tr', 'missing operand')
    if (second === undefined && wanted === 2) {
      const why = has('d') ? 'when both deleting and squeezing repeats' : 'when translating'
      throw new UsageError(
        'tr',
        `missing operand after ‘${first}’\nTwo strings must be given ${why}.`,
      )
    }
    const tooMany = second !== undefined && has('d') && !has('s') ? second : extra[0]
    if (tooMany !== undefined) {
      const why =
        has('d') && !has('s')
          ? '\nOnly one string may be given when deleting without squeezing repeats.'
          : ''
      throw new UsageError('tr', `extra operand ‘${tooMany}’${why}`)
    }
    try {
      const from = chosen(first, has('c') || has('C'))
      const to = second === undefined ? undefined : bytesOfSet(second, from.length)
      if (to?.length === 0 && !has('d'))
        return { stderr: 'tr: when not truncating set1, string2 must be non-empty\n', exitCode: 1 }
      const kept = has('t') && to ? from.slice(0, to.length) : from
      return { stdout: changed(await context.input(), kept, to, has('d'), has('s')) }
    } catch (error) {
      if (error instanceof SetError) return { stderr: `tr: ${error.message}\n`, exitCode: 1 }
      throw error
    }
  })

const chosen = (notation: string, isComplement: boolean): number[] => {
  const bytes = bytesOfSet(notation)
  if (!isComplement) return bytes
  const given = new Set(bytes)
  return Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !given.has(byte))
}

const changed = (
  bytes: Buffer,
  from: readonly number[],
  to: readonly number[] | undefined,
  deletes: boolean,
  squeezes: boolean,
): Buffer => {
  const deleted = new Set(deletes ? from : [])
  const meaning = new Map(
    to === undefined || deletes
      ? []
      : from.map((byte, index) => [byte, to[index] ?? to.at(-1) ?? byte]),
  )
  const squeezed = new Set(squeezes ? (to ?? from) : [])
  const result: number[] = []
  for (const byte of bytes) {
    if (deleted.has(byte)) continue
    const meant = meaning.get(byte) ?? byte
    if (squeezed.has(meant) && result.at(-1) === meant) continue
    result.push(meant)
  }
  return Buffer.from(result)
}
