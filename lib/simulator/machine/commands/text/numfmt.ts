import { textOf } from '../../../shell/text'
import { linesOf } from '../inputs'
import { answerUsage, type Options, parseOptions } from '../options'
import type { Tool } from '../tool'

const units = 'KMGTPEZY'
const scales = {
  from: ['none', 'auto', 'si', 'iec', 'iec-i'],
  to: ['none', 'si', 'iec', 'iec-i'],
} as const

class FormatError extends Error {}

/** `numfmt --from=… --to=…`: numbers with and without the letters of their size, of its arguments or of each line. */
export const numfmt: Tool = (args, context) =>
  answerUsage(async () => {
    const options = parseOptions('numfmt', args, {
      flags: 'z',
      values: 'd',
      long: { delimiter: 'd' },
      longFlags: ['grouping'],
      longValues: ['from', 'to', 'from-unit', 'to-unit', 'suffix', 'padding', 'round', 'field', 'header', 'format', 'invalid'],
    }) // prettier-ignore
    for (const name of ['from', 'to'] as const) {
      const scale = options.value(name) ?? 'none'
      if (!scales[name].some((each) => each === scale))
        return { stderr: invalidScale(name, scale), exitCode: 1 }
    }
    const given = options.operands.length > 0
    const lines = given ? options.operands : linesOf(textOf(await context.input()))
    let stdout = ''
    try {
      for (const line of lines) stdout += `${converted(line, options)}\n`
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      return { stdout, stderr: `numfmt: ${error.message}\n`, exitCode: 2 }
    }
    return { stdout }
  })

const invalidScale = (name: 'from' | 'to', scale: string): string =>
  [
    `numfmt: invalid argument ‘${scale}’ for ‘--${name}’`,
    'Valid arguments are:',
    ...scales[name].map((each) => `  - ‘${each}’`),
    "Try 'numfmt --help' for more information.\n",
  ].join('\n')

function converted(line: string, options: Options): string {
  const delimiter = options.value('d')
  const wanted = Number(options.value('field') ?? 1) - 1
  const parts = delimiter === undefined ? line.split(/(?<=\S)(?=\s)/) : line.split(delimiter)
  return parts
    .map((part, at) => (at === wanted ? field(part, options) : part))
    .join(delimiter ?? '')
}

function field(text: string, options: Options): string {
  const suffix = options.value('suffix') ?? ''
  const bare = text.trim()
  const number = numberOf(bare.endsWith(suffix) ? bare.slice(0, bare.length - suffix.length) : bare, options)
  const scaled = number / unitOf(options.value('to-unit') ?? '1')
  const printed = `${humanised(scaled, options.value('to') ?? 'none', options.value('round') ?? 'from-zero')}${suffix}`
  const padding = Number(options.value('padding') ?? 0)
  const width = Math.max(padding, /^\s/.test(text) ? text.length : 0)
  return padding < 0 ? printed.padEnd(-padding) : printed.padStart(width)
} // prettier-ignore

const unitOf = (text: string): number => {
  const [, number = '', letter = '', binary = ''] = /^(\d*)([KMGTPEZY]?)(i?)$/.exec(text) ?? []
  return Number(number || 1) * (binary ? 1024 : 1000) ** (letter ? units.indexOf(letter) + 1 : 0)
}

function numberOf(text: string, options: Options): number {
  const scale = options.value('from') ?? 'none'
  const [, number, letter = '', rest = ''] = /^(-?\d+(?:\.\d+)?)([KMGTPEZY]?)(.*)$/.exec(text) ?? []
  if (number === undefined) throw new FormatError(`invalid number: ‘${text}’`)
  if (letter && scale === 'none')
    throw new FormatError(`rejecting suffix in input: ‘${text}’ (consider using --from)`)
  if (rest !== '' && !(rest === 'i' && (scale === 'auto' || scale === 'iec-i')))
    throw new FormatError(`invalid suffix in input ‘${text}’: ‘${rest}’`)
  if (scale === 'iec-i' && letter && rest !== 'i')
    throw new FormatError(`missing 'i' suffix in input: ‘${text}’ (e.g Ki/Mi/Gi)`)
  const base = scale === 'si' || (scale === 'auto' && rest === '') ? 1000 : 1024
  const power = letter ? units.indexOf(letter) + 1 : 0
  return Number(number) * base ** power * unitOf(options.value('from-unit') ?? '1')
}

const roundings: Readonly<Record<string, (value: number) => number>> = {
  up: Math.ceil,
  down: Math.floor,
  'from-zero': (value) => Math.sign(value) * Math.ceil(Math.abs(value)),
  'towards-zero': Math.trunc,
  nearest: (value) => Math.sign(value) * Math.round(Math.abs(value)),
}

/** One digit behind the point below ten of a unit, none from there on. */
function humanised(number: number, scale: string, rounding: string): string {
  const round = roundings[rounding] ?? Math.trunc
  if (scale === 'none') return String(round(number))
  const base = scale === 'si' ? 1000 : 1024
  let power = 0
  let value = number
  while (Math.abs(value) >= base && power < units.length) {
    value /= base
    power++
  }
  if (power === 0) return String(round(value))
  const digits = (each: number): number => (Math.abs(each) < 10 ? 10 : 1)
  let rounded = round(value * digits(value)) / digits(value)
  if (Math.abs(rounded) >= base) {
    rounded /= base
    power++
  }
  const shown = Math.abs(rounded) < 10 ? rounded.toFixed(1) : String(Math.round(rounded))
  return `${shown}${units[power - 1]}${scale === 'iec-i' ? 'i' : ''}`
}
