import { allLines, ended, readInputs } from '../inputs'
import { answerUsage, parseOptions } from '../options'
import type { Tool } from '../tool'

/** In an order that the machine's own dice give: the same seed, the same order. */
export const shuf: Tool = (args, context) =>
  answerUsage(async () => {
    const { operands, has, value } = parseOptions('shuf', args, {
      flags: 'erz',
      values: 'inov',
      long: {
        echo: 'e',
        'input-range': 'i',
        'head-count': 'n',
        repeat: 'r',
        output: 'o',
        'zero-terminated': 'z',
      },
    })
    const range = value('i')
    const [, from, to] = /^(\d+)-(\d+)$/.exec(range ?? '') ?? []
    if (range !== undefined && (from === undefined || to === undefined))
      return { stderr: `shuf: invalid input range: ‘${range}’\n`, exitCode: 1 }
    const end = has('z') ? '\0' : '\n'
    const given =
      from !== undefined ? numbers(Number(from), Number(to)) : has('e') ? operands : undefined
    const { inputs, stderr, exitCode } = given
      ? nothingRead
      : await readInputs(operands, context, (name, reason) => `shuf: ${name}: ${reason}`)
    if (exitCode !== 0) return { stderr, exitCode }
    const left = [...(given ?? allLines(inputs, end))]
    const dice = context.machine.random.of('shuf')
    const count = Number(value('n') ?? left.length)
    const drawn: string[] = []
    while (drawn.length < count && left.length > 0) {
      const at = Math.floor(dice.next() * left.length)
      drawn.push(...(has('r') ? [left[at] ?? ''] : left.splice(at, 1)))
    }
    return { stdout: ended(drawn, end) }
  })

const nothingRead = { inputs: [], stderr: '', exitCode: 0 } as const

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => String(from + index))
