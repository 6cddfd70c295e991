import { isoWithZone } from '../date-format'
import { reasonOf } from '../../../file-system/file-system-error'
import { absolute, join, nameOf } from '../../../file-system/paths'
import type { ShellContext } from '../../types'
import { linesOf, readInput } from '../inputs'
import { type Options, parseOptions, UsageError } from '../options'
import type { Tool } from '../tool'
import { textOf } from '../../../shell/text'
import { changesBetween } from './edits'
import { inContext, type Lines, normal, unified } from './layouts'

const names = {
  flags: 'qsrNiwbBaucyt',
  values: 'UCWx',
  long: {
    brief: 'q', 'report-identical-files': 's', recursive: 'r', 'new-file': 'N', 'ignore-case': 'i',
    'ignore-all-space': 'w', 'ignore-space-change': 'b', 'ignore-blank-lines': 'B', text: 'a', unified: 'u',
    context: 'c', exclude: 'x',
  },
  longFlags: ['color', 'normal', 'strip-trailing-cr', 'no-dereference'],
  longValues: ['label'],
} as const // prettier-ignore

/** diff 3.8: 0 where both are the same, 1 where they differ, 2 where something went wrong. */
export const diff: Tool = async (args, context) => {
  try {
    const options = parseOptions('diff', args, names)
    const [left, right, extra] = options.operands
    if (left === undefined || right === undefined)
      throw new UsageError('diff', `missing operand after '${left ?? 'diff'}'`)
    if (extra !== undefined) throw new UsageError('diff', `extra operand '${extra}'`)
    const comparison = new Comparison(
      options,
      context,
      args.filter((arg) => arg.startsWith('-') && arg !== '-'),
    )
    await comparison.compare(...comparison.paired(left, right))
    return comparison.result
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return {
      stderr: `diff: ${error.problem}\ndiff: Try 'diff --help' for more information.\n`,
      exitCode: 2,
    }
  }
}

class Comparison {
  #stdout = ''
  #stderr = ''
  #exitCode = 0

  constructor(
    private readonly options: Options,
    private readonly context: ShellContext,
    /** As they were typed: each pair of files of a directory is headed by them. */
    private readonly typed: readonly string[],
  ) {}

  get result() {
    return { stdout: this.#stdout, stderr: this.#stderr, exitCode: this.#exitCode }
  }

  /** A file against a directory is against the file of that name in it. */
  paired(left: string, right: string): [string, string] {
    const [isLeft, isRight] = [this.#isDirectory(left), this.#isDirectory(right)]
    if (isLeft && !isRight && right !== '-' && this.#exists(right))
      return [`${left.replace(/\/$/, '')}/${nameOf(right)}`, right]
    if (isRight && !isLeft && left !== '-' && this.#exists(left))
      return [left, `${right.replace(/\/$/, '')}/${nameOf(left)}`]
    return [left, right]
  }

  async compare(left: string, right: string, isWithin = false): Promise<void> {
    if (this.#isDirectory(left) && this.#isDirectory(right)) return this.#directories(left, right)
    const files: Buffer[] = []
    for (const name of [left, right]) {
      try {
        files.push(await readInput(name, this.context))
      } catch (error) {
        if (this.options.has('N')) files.push(Buffer.alloc(0))
        else {
          this.#stderr += `diff: ${name}: ${reasonOf(error)}\n`
          this.#exitCode = 2
        }
      }
    }
    const [a, b] = files
    if (a && b) this.#files(left, right, a, b, isWithin)
  }

  async #directories(left: string, right: string): Promise<void> {
    const { fs, cwd } = this.context
    const listed = (name: string): string[] => fs.list(absolute(cwd, name))
    const [ours, theirs] = [listed(left), listed(right)]
    for (const name of [...new Set([...ours, ...theirs])].sort()) {
      const [a, b] = [join(left.replace(/\/$/, ''), name), join(right.replace(/\/$/, ''), name)]
      const only = !ours.includes(name) ? right : !theirs.includes(name) ? left : undefined
      if (only !== undefined && !this.options.has('N'))
        this.#differs(`Only in ${only.replace(/(.)\/$/, '$1')}: ${name}\n`)
      else if (this.#isDirectory(a) && this.#isDirectory(b)) {
        if (this.options.has('r')) await this.#directories(a, b)
        else this.#stdout += `Common subdirectories: ${a} and ${b}\n`
      } else if (this.#isDirectory(a) !== this.#isDirectory(b)) {
        const kind = (path: string): string =>
          this.#isDirectory(path) ? 'directory' : 'regular file'
        this.#differs(`File ${a} is a ${kind(a)} while file ${b} is a ${kind(b)}\n`)
      } else await this.compare(a, b, true)
    }
  }

  #files(left: string, right: string, a: Buffer, b: Buffer, isWithin: boolean): void {
    const { has } = this.options
    const [ours, theirs] = [this.#lines(a), this.#lines(b)]
    const changes = a.equals(b)
      ? []
      : changesBetween(ours.keys, theirs.keys).filter(
          (change) => !this.#isBlank(change, ours, theirs),
        )
    if (changes.length === 0) {
      if (has('s')) this.#stdout += `Files ${left} and ${right} are identical\n`
      return
    }
    if (has('q')) return this.#differs(`Files ${left} and ${right} differ\n`)
    if (!has('a') && (a.includes(0) || b.includes(0)))
      return this.#differs(`Binary files ${left} and ${right} differ\n`)
    const head = isWithin ? `${['diff', ...this.typed, left, right].join(' ')}\n` : ''
    this.#differs(head + this.#laidOut(left, right, ours, theirs, changes))
  }

  #laidOut(
    left: string,
    right: string,
    a: Lines,
    b: Lines,
    changes: Parameters<typeof normal>[0],
  ): string {
    const { has, value, values } = this.options
    const labels = values('label')
    const header = (mark: string, name: string, index: number): string =>
      `${mark} ${labels[index] ?? `${name}\t${this.#time(name)}`}\n`
    if (has('u') || has('U'))
      return (
        header('---', left, 0) +
        header('+++', right, 1) +
        unified(changes, a, b, Number(value('U') ?? 3))
      )
    if (has('c') || has('C'))
      return (
        header('***', left, 0) +
        header('---', right, 1) +
        inContext(changes, a, b, Number(value('C') ?? 3))
      )
    return normal(changes, a, b)
  }

  /** Standard input has none; what `-N` takes for empty and is not there is of the epoch. */
  #time(name: string): string {
    const { fs, cwd } = this.context
    const path = absolute(cwd, name)
    if (name === '-') return isoWithZone(Date.now())
    return isoWithZone(fs.exists(path) ? fs.stat(path).mtimeMs : 0)
  }

  #lines(bytes: Buffer): Lines & { readonly keys: string[] } {
    const text = textOf(bytes)
    const lines = linesOf(text)
    const isUnended = text !== '' && !text.endsWith('\n')
    const keys = lines.map(
      (line, index) => this.#key(line) + (isUnended && index === lines.length - 1 ? '\0' : ''),
    )
    return { lines, isUnended, keys }
  }

  /** What counts of a line. */
  #key(line: string): string {
    const { has } = this.options
    const cased = has('i') ? line.toLowerCase() : line
    if (has('w')) return cased.replace(/\s+/g, '')
    return has('b') ? cased.replace(/\s+$/, '').replace(/\s+/g, ' ') : cased
  }

  #isBlank({ left, right }: Parameters<typeof normal>[0][number], a: Lines, b: Lines): boolean {
    const all = [...a.lines.slice(...left), ...b.lines.slice(...right)]
    return this.options.has('B') && all.every((line) => line === '')
  }

  #differs(text: string): void {
    this.#stdout += text
    this.#exitCode ||= 1
  }

  #isDirectory(name: string): boolean {
    const { fs, cwd } = this.context
    return name !== '-' && this.#exists(name) && fs.stat(absolute(cwd, name)).kind === 'directory'
  }

  #exists(name: string): boolean {
    return this.context.fs.exists(absolute(this.context.cwd, name))
  }
}
