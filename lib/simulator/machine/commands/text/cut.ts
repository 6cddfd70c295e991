import { ended, linesOf, readInputs } from '../inputs'
import { answerUsage, parseOptions, UsageError } from '../options'
import type { Tool } from '../tool'
import { isIn, rangesOf } from './ranges'

/** cut counts bytes, with -c, too: a line is bytes as latin1. */
export const cut: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, has, value } = parseOptions('cut', args, {
      flags: 'nsz',
      values: 'bcfd',
      long: {
        bytes: 'b', characters: 'c', fields: 'f', delimiter: 'd', 'only-delimited': 's', 'zero-terminated': 'z',
      },
      longFlags: ['complement'],
      longValues: ['output-delimiter'],
    }) // prettier-ignore
    const lists = ['b', 'c', 'f'].filter(has)
    if (lists.length > 1) throw new UsageError('cut', 'only one list may be specified')
    const [by = ''] = lists
    if (by === '')
      throw new UsageError('cut', 'you must specify a list of bytes, characters, or fields')
    if (by !== 'f' && has('d'))
      throw new UsageError(
        'cut',
        'an input delimiter may be specified only when operating on fields',
      )
    const delimiter = value('d') === undefined ? '\t' : value('d') || '\0'
    if (Buffer.byteLength(delimiter) > 1)
      throw new UsageError('cut', 'the delimiter must be a single character')
    const ranges = rangesOf(value(by) ?? '', by === 'f' ? 'field' : 'byte/character position')
    const keeps = (position: number): boolean => isIn(ranges, position) !== has('complement')
    const joint = value('output-delimiter') ?? (by === 'f' ? delimiter : '')

    const end = has('z') ? '\0' : '\n'
    const { inputs, ...rest } = await readInputs(
      operands,
      context,
      (name, reason) => `cut: ${name}: ${reason}`,
    )
    const lines = inputs.flatMap(({ bytes }) => linesOf(bytes.toString('latin1'), end))
    const found = lines.flatMap((line) => {
      if (by === 'f' && !line.includes(delimiter)) return has('s') ? [] : [line]
      const parts = line.split(by === 'f' ? delimiter : '')
      const kept = parts.flatMap((part, index) => (keeps(index + 1) ? [{ part, index }] : []))
      if (by === 'f') return [kept.map(({ part }) => part).join(joint)]
      // Between bytes that are neighbours nothing is put.
      return [
        kept
          .map(
            ({ part, index }, at) =>
              (at > 0 && kept[at - 1]?.index !== index - 1 ? joint : '') + part,
          )
          .join(''),
      ]
    })
    return { stdout: Buffer.from(ended(found, end), 'latin1'), ...rest }
  })
