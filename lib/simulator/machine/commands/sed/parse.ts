import { compile } from '../regex/posix-regex'
import { RegexError } from '../regex/regex-error'
import { type Address, type Command, type RangeEnd, SedError } from './command'
import { escapeOf, type Script, withCodes } from './script'
import { substitutionIn, translationIn } from './substitution'
import { textIn } from './texts'

/** Reads a program; jumps and blocks know where they lead. Throws SedError. */
export const parse = (script: Script, isExtended: boolean): Command[] => {
  const program = new Parser(script, isExtended).program()
  for (const command of program) {
    if (!'btT'.includes(command.name)) continue
    const label = program.findIndex(({ name, text }) => name === ':' && text === command.text)
    if (command.text !== '' && label < 0)
      throw new SedError(`can't find label for jump to \`${command.text}'`, 4)
    command.target = command.text === '' ? program.length : label
  }
  return program
}

export class Parser {
  readonly #program: Command[] = []
  readonly #open: number[] = []

  constructor(
    readonly script: Script,
    private readonly isExtended: boolean,
  ) {}

  program(): Command[] {
    const { script } = this
    for (;;) {
      script.skip(/[\s;]/)
      if (script.next === undefined) break
      if (script.next === '#') script.takeWhile(/[^\n]/)
      else this.#command()
    }
    if (this.#open.length > 0) throw script.wrong("unmatched `{'", 0)
    return this.#program
  }

  /** A pattern up to its delimiter, with the flags behind it. */
  compiled(source: string, flags: string): RegExp | undefined {
    if (source === '') return undefined
    try {
      const plain = withCodes(source, (char) =>
        /[\\^$.*[\]+?(){}|/]/.test(char) ? `[${char}]` : char,
      )
      return compile(plain, { extended: this.isExtended, escapes: escapeOf }, flags)
    } catch (error) {
      if (error instanceof RegexError) throw this.script.wrong(error.message)
      throw error
    }
  }

  #command(): void {
    const { script } = this
    const from = this.#address()
    let to: RangeEnd | undefined
    script.skip(/[ \t]/)
    if (from && script.next === ',') {
      script.at++
      script.skip(/[ \t]/)
      to = this.#rangeEnd()
      if (!to) throw script.wrong("unexpected `,'", script.at + 1)
      script.skip(/[ \t]/)
    }
    if (from?.kind === 'line' && from.line === 0 && to?.kind !== 'regex')
      throw script.wrong('invalid usage of line address 0', script.at + 1)
    const negated = script.next === '!'
    if (negated) {
      script.at++
      script.skip(/[ \t]/)
      if (script.next === '!') throw script.wrong("multiple `!'s", script.at + 1)
    }
    const name = script.take()
    if (name === undefined) throw script.wrong('missing command')
    const where = { negated, ...(from && { from }), ...(to && { to }) }
    this.#program.push({ name, text: '', target: 0, ...where, ...this.#rest(name, where) })
  }

  #rest(name: string, { from, to }: Pick<Command, 'from' | 'to'>): Partial<Command> {
    const { script } = this
    switch (name) {
      case '{':
        this.#open.push(this.#program.length)
        return {}
      case '}': {
        const open = this.#program[this.#open.pop() ?? -1]
        if (!open) throw script.wrong("unexpected `}'")
        if (from) throw script.wrong(": doesn't want any addresses")
        open.target = this.#program.length
        this.#ended()
        return {}
      }
      case '=': case 'd': case 'D': case 'F': case 'g': case 'G': case 'h': case 'H': case 'n': case 'N': case 'p': case 'P':
      case 'x': case 'z':
        this.#ended()
        return {}
      case 'a': case 'i': case 'c':
        return { text: textIn(script) }
      case ':': {
        if (from) throw script.wrong(': doesn\'t want any addresses')
        script.skip(/[ \t]/)
        const label = script.takeWhile(/[^\s;]/)
        if (label === '') throw script.wrong('":" lacks a label')
        return { text: label }
      }
      case 'b': case 't': case 'T':
        script.skip(/[ \t]/)
        return { text: script.takeWhile(/[^\s;]/) }
      case 'r': case 'R': case 'w': case 'W':
        return { text: this.fileName() }
      case 'q': case 'Q':
        if (to) throw script.wrong('command only uses one address')
        return this.#number()
      case 'l': case 'L':
        return this.#number()
      case 's':
        return { substitution: substitutionIn(this) }
      case 'y': {
        const letters = translationIn(script)
        this.#ended()
        return { letters }
      }
      case 'v':
        script.takeWhile(/[^\n;]/)
        return {}
      default:
        throw script.wrong(`unknown command: \`${name}'`)
    }
  } // prettier-ignore

  fileName(): string {
    this.script.skip(/[ \t]/)
    const name = this.script.takeWhile(/[^\n]/)
    if (name === '') throw this.script.wrong('missing filename in r/R/w/W commands')
    return name
  }

  #number(): Partial<Command> {
    this.script.skip(/[ \t]/)
    const text = this.script.takeWhile(/\d/)
    this.#ended()
    return { text }
  }

  /** Behind a command comes its end, or that of its block. */
  #ended(): void {
    const { script } = this
    script.skip(/[ \t]/)
    if (script.next === undefined || /[\n;}#]/.test(script.next)) return
    throw script.wrong('extra characters after command', script.at + 1)
  }

  #rangeEnd(): RangeEnd | undefined {
    const { script } = this
    const sign = script.next
    if (sign !== '+' && sign !== '~') return this.#address()
    script.at++
    return { kind: sign === '+' ? 'plus' : 'multiple', count: script.number() ?? 0 }
  }

  #address(): Address | undefined {
    const { script } = this
    if (script.next === '$') {
      script.at++
      return { kind: 'last' }
    }
    const line = script.number()
    if (line !== undefined) {
      if (script.next !== '~') return { kind: 'line', line }
      script.at++
      return { kind: 'step', first: line, step: script.number() ?? 0 }
    }
    if (script.next !== '/' && script.next !== '\\') return undefined
    const delimiter = script.take() === '\\' ? script.take() : '/'
    const source = delimiter === undefined ? undefined : script.upTo(delimiter, true)
    if (source === undefined) throw script.wrong('unterminated address regex')
    const flags = script.takeWhile(/[IM]/)
    return { kind: 'regex', regex: this.compiled(source, flags.toLowerCase()) }
  }
}
