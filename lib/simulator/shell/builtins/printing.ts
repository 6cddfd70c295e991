import { formatDate } from '../../machine/commands/date-format'
import { floatText, padded, signed } from '../number-format'
import { quotedByBackslash } from '../words/quoting'
import { FatalError } from '../control-flow'
import { type Builtin, misused, refuse, refuseOption } from './builtin'
import { type Unescaped, unescaped } from './escapes'

/** dash's echo works escapes out, and knows `-n` only. */
export const echo: Builtin = (args, shell) => {
  const isDash = shell.state.dialect === 'dash'
  const option = isDash ? /^-n$/ : /^-[neE]+$/
  let first = 0
  let letters = ''
  while (option.test(args[first] ?? '') && (!isDash || first === 0)) letters += args[first++] ?? ''
  const escapes = isDash || letters.lastIndexOf('e') > letters.lastIndexOf('E')
  const words = args.slice(first).join(' ')
  const { text, ended, isBytes } = escapes
    ? unescaped(words, { ends: true })
    : { text: words, ended: false, isBytes: false }
  const line = letters.includes('n') || ended ? text : `${text}\n`
  return shell.print(isBytes ? Buffer.from(line, 'latin1') : line, 'echo') ? 0 : 1
}

export const printf: Builtin = (args, shell) => {
  const isBash = shell.state.dialect === 'bash'
  const toVariable = isBash && args[0] === '-v' ? args[1] : undefined
  const [first, ...others] = toVariable === undefined ? args : args.slice(2)
  if (isBash && /^-[^-]/.test(first ?? ''))
    return refuseOption(shell, 'printf', (first ?? '').slice(0, 2))
  const [format, ...values] = first === '--' ? others : [first, ...others]
  if (format === undefined) {
    if (isBash) return misused(shell, 'printf')
    throw new FatalError('printf: usage: printf format [arg ...]', 2)
  }
  const print = new Printing(
    format,
    values as string[],
    shell.state.dialect === 'bash',
    shell.state.world.now(),
  )
  const { text } = print
  for (const problem of print.problems) refuse(shell, 'printf', problem)
  const status = print.problems.some((problem) => !problem.startsWith('warning')) ? 1 : 0
  const output = print.isBytes ? Buffer.from(text, 'latin1') : text
  if (toVariable === undefined) return shell.print(output, 'printf') ? status : 1
  shell.words.assign(toVariable, text)
  return status
}

const directive =
  /%(%|([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d+)?)?(?:hh|h|ll|l|j|z|t|q)?([a-zA-Z])|\(([^)]*)\)T)/g

/** `%q` is no length here. */
const quoting = /%([-+ #0']*)(\*|\d+)?q/g

/** One call of printf: the format is used again for as long as there are arguments. */
class Printing {
  readonly problems: string[] = []
  readonly text: string
  isBytes = false
  #next = 0
  #ended = false

  constructor(
    private readonly format: string,
    private readonly values: readonly string[],
    private readonly hex: boolean,
    private readonly now: number,
  ) {
    const plain = format.replace(quoting, (_, flags: string, width = '') => `%${flags}${width}Q`)
    let text = ''
    do {
      const before = this.#next
      text += this.#once(plain)
      if (this.#next === before) break
    } while (this.#next < values.length && !this.#ended)
    this.text = text
  }

  #once(format: string): string {
    let text = ''
    let from = 0
    for (const match of format.matchAll(directive)) {
      text += this.#unescaped(format.slice(from, match.index)).text
      from = match.index + match[0].length
      text += match[1] === '%' ? '%' : this.#directive(match)
      if (this.#ended) return text
    }
    return text + this.#unescaped(format.slice(from)).text
  }

  #directive([, , flags = '', width, precision, kind = 'T', timeFormat]: RegExpExecArray): string {
    const given = (text: string | undefined): number | undefined =>
      text === undefined ? undefined : Number(text === '*' ? this.#take() || 0 : text)
    const columns = given(width)
    const digits = given(precision)
    const isLeft = flags.includes('-') || (columns ?? 0) < 0
    const text = this.#converted(kind, digits, flags, timeFormat)
    const fill =
      flags.includes('0') && !isLeft && !'scbQ'.includes(kind) && digits === undefined ? '0' : ' '
    return padded(text, Math.abs(columns ?? 0), isLeft, fill)
  }

  #unescaped(text: string, ends = false): Unescaped {
    const result = unescaped(text, { ends, hex: this.hex })
    this.isBytes ||= result.isBytes
    return result
  }

  #take(): string | undefined {
    const value = this.values[this.#next]
    this.#next++
    return value
  }

  #converted(kind: string, digits: number | undefined, flags: string, timeFormat?: string): string {
    switch (kind) {
      case 's':
        return portion(this.#take() ?? '', digits)
      case 'b': {
        const { text, ended } = this.#unescaped(this.#take() ?? '', true)
        this.#ended ||= ended
        return portion(text, digits)
      }
      case 'c':
        return (this.#take() ?? '').slice(0, 1)
      case 'Q': {
        const value = this.#take() ?? ''
        return quotedByBackslash(value)
      }
      case 'd':
      case 'i':
        return signed(this.#integer().toString(), digits, flags)
      case 'u':
        return BigInt.asUintN(64, this.#integer()).toString()
      case 'o':
        return this.#based(8, digits)
      case 'x':
        return (flags.includes('#') ? '0x' : '') + this.#based(16, digits)
      case 'X':
        return (flags.includes('#') ? '0X' : '') + this.#based(16, digits).toUpperCase()
      case 'f':
      case 'F':
      case 'e':
      case 'E':
      case 'g':
      case 'G':
        return floatText(kind, this.#number(), digits, flags)
      case 'T':
        return formatDate(timeFormat || '%X', this.#time())
      default:
        this.problems.push(`\`${kind}': invalid format character`)
        this.#ended = true
        return ''
    }
  }

  #based(base: number, digits: number | undefined): string {
    return BigInt.asUintN(64, this.#integer())
      .toString(base)
      .padStart(digits ?? 0, '0')
  }

  /** `'a` is the code of the letter. */
  #integer(): bigint {
    const text = this.#take()?.trim() ?? ''
    if (/^["']/.test(text)) return BigInt(text.codePointAt(1) ?? 0)
    const [, sign, digits] = /^([-+]?)(0[xX][\da-fA-F]+|\d+)/.exec(text) ?? []
    const whole = digits === undefined ? undefined : `${sign}${digits}`
    if (whole !== text && text !== '') this.problems.push(`${text}: invalid number`)
    if (digits === undefined) return 0n
    const value = BigInt(
      /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits.replace(/^0+(?=\d)/, ''),
    )
    return this.#within(sign === '-' ? -value : value, text)
  }

  /** What 64 bits can't hold is said, and becomes the nearest that they can. */
  #within(value: bigint, text: string): bigint {
    const most = 2n ** 63n - 1n
    if (value <= most && value >= -most - 1n) return value
    this.problems.push(`warning: ${text}: Numerical result out of range`)
    return value > 0n ? most : -most - 1n
  }

  /** -1 and nothing are now, -2 is when the shell was started. */
  #time(): number {
    const text = this.#take() ?? '-1'
    return /^-[12]$/.test(text) || text === '' ? this.now * 1000 : Number(text) * 1000
  }

  #number(): number {
    const text = this.#take()?.trim() ?? ''
    const value = text === '' ? 0 : Number(text)
    if (!Number.isNaN(value)) return value
    this.problems.push(`${text}: invalid number`)
    return Number.parseFloat(text) || 0
  }
}

const portion = (text: string, length: number | undefined): string =>
  length === undefined || length < 0 ? text : text.slice(0, length)
