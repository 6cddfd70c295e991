import { FileSystemError } from '../../../file-system/file-system-error'
import type { ShellContext } from '../../types'
import { readInput } from '../inputs'
import { answerUsage, type Options, parseOptions } from '../options'
import { tell, type Tool } from '../tool'

/** It writes each file before it reads the next: what is wrong stands between them. */
export const cat: Tool = (args, context) =>
  answerUsage(async () => {
    const options = parseOptions('cat', args, {
      flags: 'AbeEnstTuv',
      long: {
        'show-all': 'A', 'number-nonblank': 'b', 'show-ends': 'E', number: 'n', 'squeeze-blank': 's', 'show-tabs': 'T',
        'show-nonprinting': 'v',
      },
    }) // prettier-ignore
    const layout = new Layout(options)
    let exitCode = 0
    for (const name of options.operands.length > 0 ? options.operands : ['-']) {
      const bytes = await content(name, context)
      if (bytes === undefined) exitCode = 1
      else write(layout.laidOut(bytes), context)
    }
    return { exitCode }
  })

const content = async (name: string, context: ShellContext): Promise<Buffer | undefined> => {
  try {
    return await readInput(name, context)
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error
    tell(`cat: ${name}: ${error.reason}\n`, context)
    return undefined
  }
}

/** Throws what can't be written as cat words it. */
const write = (bytes: Buffer, context: ShellContext): void => {
  try {
    context.openFile(1)?.write(bytes)
  } catch (error) {
    if (error instanceof FileSystemError)
      throw new Error(`write error: ${error.reason}`, { cause: error })
    throw error
  }
}

class Layout {
  #line = 0
  #blanks = 0
  #isAtStart = true
  readonly #plain: boolean

  constructor(private readonly options: Options) {
    this.#plain = !['A', 'b', 'e', 'E', 'n', 's', 't', 'T', 'v'].some(options.has)
  }

  laidOut(bytes: Buffer): Buffer {
    if (this.#plain) return bytes
    const lines = bytes.toString('latin1').split(/(?<=\n)/)
    return Buffer.from(lines.map((line) => this.#shown(line)).join(''), 'latin1')
  }

  #shown(line: string): string {
    const { has } = this.options
    const isBlank = line === '\n' && this.#isAtStart
    this.#blanks = isBlank ? this.#blanks + 1 : 0
    if (has('s') && this.#blanks > 1) return ''
    const isNumbered = this.#isAtStart && (has('b') ? !isBlank : has('n'))
    const number = isNumbered ? `${String(++this.#line).padStart(6)}\t` : ''
    this.#isAtStart = line.endsWith('\n')
    const text = this.#isAtStart ? line.slice(0, -1) : line
    const end = this.#isAtStart ? `${has('E') || has('A') || has('e') ? '$' : ''}\n` : ''
    return number + this.#visible(text) + end
  }

  #visible(text: string): string {
    const { has } = this.options
    const shown =
      has('v') || has('A') || has('e') || has('t') ? text.replace(/[^\t -~]/g, caret) : text
    return has('T') || has('A') || has('t') ? shown.replaceAll('\t', '^I') : shown
  }
}

const caret = (char: string): string => {
  const code = char.charCodeAt(0)
  if (code >= 128) {
    const low = String.fromCharCode(code - 128)
    return `M-${/[ -~]/.test(low) ? low : caret(low)}`
  }
  return code === 127 ? '^?' : `^${String.fromCharCode(code + 64)}`
}
