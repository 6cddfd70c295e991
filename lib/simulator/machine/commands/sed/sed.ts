import { textOf } from '../../../shell/text'
import { FileSystemError, reasonOf } from '../../../file-system/file-system-error'
import type { ShellContext } from '../../types'
import { absolute } from '../../../file-system/paths'
import { readInput } from '../inputs'
import { type Options, parseOptions, UsageError } from '../options'
import { tell, type Tool, type ToolOutput } from '../tool'
import { SedError } from './command'
import { Execution, type Line } from './execution'
import { editInPlace, linesIn, Written } from './files'
import { parse } from './parse'
import { Script } from './script'
import { usage } from './usage'

const names = {
  flags: 'nErsuz',
  values: 'efl',
  optional: 'i',
  long: {
    quiet: 'n', silent: 'n', 'regexp-extended': 'E', separate: 's', unbuffered: 'u', 'null-data': 'z', expression: 'e',
    file: 'f', 'in-place': 'i', 'line-length': 'l',
  },
  longFlags: ['posix', 'debug', 'follow-symlinks', 'sandbox'],
} as const // prettier-ignore

/** GNU sed 4.9. */
export const sed: Tool = async (args, context) => {
  try {
    const options = parseOptions('sed', args, names)
    const isGiven = options.has('e') || options.has('f')
    if (!isGiven && options.operands.length === 0) return { stderr: usage, exitCode: 1 }
    const [first = '', ...rest] = options.operands
    const script = isGiven ? await scriptOf(options, context) : [first]
    return await edited(script, isGiven ? options.operands : rest, options, context)
  } catch (error) {
    if (error instanceof UsageError)
      return { stderr: `sed: ${error.problem}\n${usage}`, exitCode: 1 }
    if (error instanceof SedError)
      return { stderr: `sed: ${error.message}\n`, exitCode: error.exitCode }
    throw error
  }
}

/** All of `-e` come before those of `-f`: few mix them. */
const scriptOf = async ({ values }: Options, context: ShellContext): Promise<string[]> => {
  const parts = [...values('e')]
  for (const name of values('f')) {
    try {
      parts.push(textOf(await readInput(name, context)).replace(/\n$/, ''))
    } catch (error) {
      throw new SedError(`couldn't open file ${name}: ${reasonOf(error)}`)
    }
  }
  return parts
}

const edited = async (
  script: readonly string[],
  files: readonly string[],
  { has, value }: Options,
  context: ShellContext,
): Promise<ToolOutput> => {
  const end = has('z') ? '\0' : '\n'
  const program = parse(new Script(script), has('E') || has('r'))
  let stdout = ''
  const written = new Written(context, (text) => (stdout += text))
  const isQuiet = has('n') || /^#n(\n|$)/.test(script[0] ?? '')
  const read = (name: string): string | undefined => readText(name, context)
  const write = (name: string, text: string): void => written.write(name, text)
  const execution = new Execution(program, { isQuiet, end, read, write })
  const stream: Line[] = []
  let failed = 0
  for (const name of files.length > 0 ? files : ['-']) {
    if (execution.hasQuit) break
    try {
      if (has('i'))
        editInPlace(name, value('i') ?? '', end, (lines) => rest(execution, name, lines), context)
      else {
        const lines = linesIn(textOf(await readInput(name, context)), end)
        if (has('s')) stdout += execution.run(name, lines)
        else stream.push(...ended(stream, end), ...lines)
      }
    } catch (error) {
      if (error instanceof SedError) {
        tell(`sed: ${error.message}\n`, context)
        failed = error.exitCode
        continue
      }
      if (!(error instanceof FileSystemError)) throw error
      tell(
        error.code === 'EISDIR'
          ? `sed: read error on ${name}: ${error.reason}\n`
          : `sed: can't read ${name}: ${error.reason}\n`,
        context,
      )
      failed ||= 2
    }
  }
  if (!has('i') && !has('s')) {
    const printed = execution.run(files[0] ?? '-', stream)
    stdout += printed
  }
  return { stdout, exitCode: execution.exitCode || failed }
}

/** A file that is left early keeps what was not read of it. */
const rest = (execution: Execution, name: string, lines: readonly Line[]): string => {
  const printed = execution.run(name, lines)
  return execution.hasQuit ? printed + execution.unread : printed
}

/** Between files a missing end is made up for. */
const ended = (stream: Line[], end: string): Line[] => {
  const last = stream.at(-1)
  return last?.end === '' ? [{ ...stream.pop()!, end }] : []
}

const readText = (name: string, { fs, cwd, stdin }: ShellContext): string | undefined => {
  if (name === '/dev/stdin') return stdin
  const path = absolute(cwd, name)
  return fs.kindOf(path) === 'file' ? textOf(fs.read(path)) : undefined
}
