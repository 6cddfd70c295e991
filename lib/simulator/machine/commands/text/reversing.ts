import { textOf } from '../../../shell/text'
import { readInputs } from '../inputs'
import { answerUsage, parseOptions } from '../options'
import type { Tool } from '../tool'

/** The last line first; a separator belongs to what stands before it, with -b to what stands behind it. */
export const tac: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, has, value } = parseOptions('tac', args, {
      flags: 'br',
      values: 's',
      long: { before: 'b', separator: 's', regex: 'r' },
    })
    const { inputs, ...rest } = await readInputs(operands, context, (name, reason) =>
      reason === 'Is a directory'
        ? `tac: ${name}: read error: ${reason}`
        : `tac: failed to open '${name}' for reading: ${reason}`,
    )
    const separator = value('s') ?? '\n'
    const pieces = (text: string): string[] => {
      const parts = text.split(separator)
      const all = has('b')
        ? parts.map((part, index) => (index === 0 ? part : separator + part))
        : parts.map((part, index) => (index === parts.length - 1 ? part : part + separator))
      return all.filter((part) => part !== '')
    }
    return {
      stdout: inputs.map(({ bytes }) => pieces(textOf(bytes)).reverse().join('')).join(''),
      ...rest,
    }
  })

export const rev: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands } = parseOptions('rev', args, {})
    const { inputs, ...rest } = await readInputs(
      operands,
      context,
      (name, reason) => `rev: cannot open ${name}: ${reason}`,
    )
    const turned = (line: string): string => [...line].reverse().join('')
    return {
      stdout: inputs.map(({ bytes }) => textOf(bytes).split('\n').map(turned).join('\n')).join(''),
      ...rest,
    }
  })
