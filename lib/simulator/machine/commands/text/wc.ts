import { readInputs } from '../inputs'
import { answerUsage, parseOptions } from '../options'
import type { Tool } from '../tool'

const letters = ['l', 'w', 'm', 'c', 'L'] as const

/** Numbers are as wide as the size of all files has digits; where that is not known beforehand, seven. */
export const wc: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, has } = parseOptions('wc', args, {
      flags: 'lwcmL',
      long: { lines: 'l', words: 'w', bytes: 'c', chars: 'm', 'max-line-length': 'L' },
    })
    const chosen = letters.filter(has)
    const shown = chosen.length > 0 ? chosen : (['l', 'w', 'c'] as const)
    const { inputs, stderr, exitCode } = await readInputs(
      operands,
      context,
      (name, reason) => `wc: ${name}: ${reason}`,
    )
    const counts = inputs.map(({ name, bytes }) => ({ name, numbers: countsOf(bytes) }))
    if (operands.length > 1)
      counts.push({
        name: 'total',
        numbers: Object.fromEntries(
          letters.map((letter) => {
            const all = counts.map(({ numbers }) => numbers[letter] ?? 0)
            return [
              letter,
              letter === 'L' ? Math.max(0, ...all) : all.reduce((sum, each) => sum + each, 0),
            ]
          }),
        ),
      })
    const size = inputs.reduce((sum, { bytes }) => sum + bytes.length, 0)
    const readsPipe = operands.length === 0 || operands.includes('-')
    const isUnknown =
      (readsPipe && context.openFile(0)?.path === undefined) ||
      operands.some((name) => name.startsWith('/dev/'))
    const width = shown.length === 1 && counts.length <= 1 ? 1 : isUnknown ? 7 : String(size).length
    const lines = counts.map(({ name, numbers }) => {
      const columns = shown.map((letter) => String(numbers[letter] ?? 0).padStart(width)).join(' ')
      return `${columns}${operands.length === 0 ? '' : ` ${name}`}\n`
    })
    return { stdout: lines.join(''), stderr, exitCode }
  })

const countsOf = (bytes: Buffer): Readonly<Record<string, number>> => {
  const text = bytes.toString('utf8')
  const lines = text.split('\n')
  return {
    l: lines.length - 1,
    w: text.split(/[\s\0]+/).filter((word) => word !== '').length,
    m: [...text].length,
    c: bytes.length,
    L: Math.max(...lines.map((line) => [...line.replace(/[^\t]*\t/g, toTabStop)].length)),
  }
}

const toTabStop = (text: string): string => text.slice(0, -1).padEnd(Math.ceil(text.length / 8) * 8)
