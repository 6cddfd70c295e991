import { textOf } from '../../../shell/text'
import { readInputs } from '../inputs'
import { answerUsage, parseOptions, type OptionNames, type Options } from '../options'
import type { Tool } from '../tool'

/** A filter of lines, one at a time. */
const byLine =
  (
    name: string,
    names: OptionNames,
    change: (options: Options) => (line: string) => string,
  ): Tool =>
  (args, context) =>
    answerUsage(async () => {
      const options = parseOptions(name, args, names)
      const each = change(options)
      const { inputs, ...rest } = await readInputs(
        options.operands,
        context,
        (file, reason) => `${name}: ${file}: ${reason}`,
      )
      return {
        stdout: inputs.map(({ bytes }) => textOf(bytes).split('\n').map(each).join('\n')).join(''),
        ...rest,
      }
    })

export const fold = byLine(
  'fold',
  { flags: 'bs', values: 'w', long: { width: 'w', spaces: 's', bytes: 'b' } },
  ({ has, value }) => {
    const width = Number(value('w') ?? 80)
    return (line) => {
      const pieces: string[] = []
      let rest = line
      while (rest.length > width) {
        const space = has('s') ? rest.slice(0, width).lastIndexOf(' ') : -1
        const length = space >= 0 ? space + 1 : width
        pieces.push(rest.slice(0, length))
        rest = rest.slice(length)
      }
      return [...pieces, rest].join('\n')
    }
  },
)

const tabs = { flags: 'ia', values: 't', long: { tabs: 't', initial: 'i', all: 'a' } } as const

export const expand = byLine('expand', tabs, ({ has, value }) => {
  const width = Number(value('t') ?? 8)
  return (line) => {
    let column = 0
    let isInitial = true
    return [...line]
      .map((char) => {
        if (char !== ' ' && char !== '\t') isInitial = false
        const isExpanded = char === '\t' && (isInitial || !has('i'))
        const filled = isExpanded ? ' '.repeat(width - (column % width)) : char
        column += char === '\t' ? width - (column % width) : 1
        return filled
      })
      .join('')
  }
})

/** Leading blanks only, unless all are asked for. */
export const unexpand = byLine('unexpand', tabs, ({ has, value }) => {
  const width = Number(value('t') ?? 8)
  const packed = (text: string): string =>
    text.replace(new RegExp(`[^]{${width}}`, 'g'), (piece) => piece.replace(/ {2,}$/, '\t'))
  return (line) => {
    if (has('a') || has('t')) return packed(line)
    const blanks = /^[ ]*/.exec(line)?.[0].length ?? 0
    return '\t'.repeat(Math.floor(blanks / width)) + line.slice(Math.floor(blanks / width) * width)
  }
})
