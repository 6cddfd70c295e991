import { textOf } from '../../shell/text'
import { FileSystemError } from '../../file-system/file-system-error'
import type { ShellContext } from '../types'
import { readInput } from './inputs'
import { answerUsage, type Options, parseOptions, UsageError } from './options'
import { tell, type Tool, type ToolOutput } from './tool'
import { quote } from './running'
import { type Item, itemsOf, QuoteError } from './xargs-items'

const names = {
  flags: '0rtpxo',
  values: 'nILPdsaE',
  optional: 'il',
  long: {
    null: '0', 'no-run-if-empty': 'r', verbose: 't', 'max-args': 'n', 'max-lines': 'L', 'max-procs': 'P', delimiter: 'd',
    'arg-file': 'a', 'max-chars': 's', exit: 'x', 'open-tty': 'o', interactive: 'p',
  },
  longFlags: ['replace', 'show-limits'],
  untilOperand: true,
} as const // prettier-ignore

/** findutils': 0; 123 where a command failed, 124 where one ended with 255, 126 and 127 where it can't be started. */
export const xargs: Tool = (args, context) =>
  answerUsage(async () => {
    const options = parseOptions('xargs', args, names)
    for (const letter of ['n', 'L', 'P', 's'])
      if (!/^\d+$/.test(options.value(letter) ?? '1'))
        throw new UsageError(
          'xargs',
          `invalid number "${options.value(letter)}" for -${letter} option`,
        )
    try {
      const file = options.value('a')
      const text = textOf(
        file === undefined ? await context.input() : await readInput(file, context),
      )
      return await new Running(options, context, file !== undefined).all(text)
    } catch (error) {
      if (error instanceof QuoteError) return { stderr: `xargs: ${error.message}\n`, exitCode: 1 }
      if (error instanceof FileSystemError)
        return {
          stderr: `xargs: Cannot open input file ‘${options.value('a')}’: ${error.reason}\n`,
          exitCode: 1,
        }
      throw error
    }
  })

class Running {
  readonly #placeholder: string | undefined
  readonly #command: readonly string[]
  #exitCode = 0

  constructor(
    private readonly options: Options,
    private readonly context: ShellContext,
    private readonly inputIsFree: boolean,
  ) {
    const { value, has, operands } = options
    this.#placeholder =
      value('I') ??
      (has('i') ? value('i') || '{}' : has('replace') ? value('replace') || '{}' : undefined)
    this.#command = operands.length > 0 ? operands : ['echo']
  }

  async all(text: string): Promise<ToolOutput> {
    const { has, value } = this.options
    const delimiter = has('0') ? '\0' : has('d') ? delimiterOf(value('d') ?? '') : undefined
    const items = itemsOf(text, {
      delimiter,
      byLine: this.#placeholder !== undefined,
      end: value('E'),
    })
    const batches =
      this.#placeholder === undefined ? this.#batches(items) : items.map((item) => [item])
    if (batches.length === 0 && !has('r') && this.#placeholder === undefined) batches.push([])
    const atOnce = Math.max(1, Number(value('P') ?? 1))
    for (let at = 0; at < batches.length; at += atOnce) {
      const statuses = await Promise.all(
        batches.slice(at, at + atOnce).map((batch) => this.#run(batch.map((item) => item.text))),
      )
      if (statuses.some((isOver) => isOver)) break
    }
    return { exitCode: this.#exitCode }
  }

  #batches(items: readonly Item[]): Item[][] {
    const lines = Number(this.options.value('L') ?? 0)
    const most = Number(this.options.value('n') ?? (lines > 0 ? Infinity : 5000))
    const batches: Item[][] = []
    let linesIn = 0
    for (const item of items) {
      const batch = batches.at(-1)
      if (!batch || batch.length >= most || (lines > 0 && linesIn >= lines)) {
        batches.push([item])
        linesIn = 0
      } else batch.push(item)
      if (item.endsLine) linesIn++
    }
    return batches
  }

  /** True: no more are run. */
  async #run(given: readonly string[]): Promise<boolean> {
    const command =
      this.#placeholder === undefined
        ? [...this.#command, ...given]
        : this.#command.map((word, index) =>
            index === 0 ? word : word.replaceAll(this.#placeholder ?? '', given[0] ?? ''),
          )
    if (this.options.has('t')) tell(`${command.map(quote).join(' ')}\n`, this.context)
    // What is read is used up: a command gets nothing, unless the names come from elsewhere.
    const stdin = this.inputIsFree ? undefined : Buffer.alloc(0)
    const { exitCode } = await this.context.shell.launch(command, {
      ...(stdin && { stdin }),
      told: (name) => `xargs: ${name}`,
    })
    if (exitCode === 127 || exitCode === 126) this.#exitCode = exitCode
    else if (exitCode === 255) this.#exitCode = 124
    else if (exitCode > 128) this.#exitCode = 125
    else if (exitCode !== 0) this.#exitCode = 123
    if (exitCode === 255)
      tell(`xargs: ${command[0]}: exited with status 255; aborting\n`, this.context)
    return exitCode === 255 || exitCode === 126 || exitCode === 127 || this.context.signal.aborted
  }
}

const escapes: Readonly<Record<string, string>> = {
  '\\n': '\n',
  '\\t': '\t',
  '\\0': '\0',
  '\\r': '\r',
  '\\\\': '\\',
}

const delimiterOf = (text: string): string => escapes[text] ?? text
