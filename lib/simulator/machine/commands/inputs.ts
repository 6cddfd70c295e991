import { textOf } from '../../shell/text'
import { reasonOf } from '../../file-system/file-system-error'
import { absolute } from '../../file-system/paths'
import type { ShellContext } from '../types'

/** A file that was read. */
export interface Input {
  /** As it was called on the command line; `-` is standard input. */
  readonly name: string
  readonly bytes: Buffer
}

export interface Inputs {
  readonly inputs: readonly Input[]
  readonly stderr: string
  readonly exitCode: 0 | 1
}

const standardInput = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'])

/** Reads one file; `-` is standard input. Throws FileSystemError. */
export const readInput = async (
  name: string,
  context: ShellContext,
  most?: number,
): Promise<Buffer> =>
  standardInput.has(name) ? context.input() : context.fs.read(absolute(context.cwd, name), most)

/**
 * Reads the files of a command line, or standard input where none is named. What can't be read is told in the command's words,
 * and the others are read all the same.
 */
export const readInputs = async (
  names: readonly string[],
  context: ShellContext,
  complain: (name: string, reason: string) => string,
  most?: number,
): Promise<Inputs> => {
  const inputs: Input[] = []
  let stderr = ''
  for (const name of names.length > 0 ? names : ['-']) {
    try {
      inputs.push({ name, bytes: await readInput(name, context, most) })
    } catch (error) {
      stderr += `${complain(name, reasonOf(error))}\n`
    }
  }
  return { inputs, stderr, exitCode: stderr === '' ? 0 : 1 }
}

/** The lines of a text, without their ends; a last one without an end counts. */
export const linesOf = (text: string, end = '\n'): string[] => {
  const lines = text.split(end)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** The lines of all files, one after the other. */
export const allLines = (inputs: readonly Input[], end = '\n'): string[] =>
  inputs.flatMap(({ bytes }) => linesOf(textOf(bytes), end))

export const ended = (lines: readonly string[], end = '\n'): string =>
  lines.map((line) => line + end).join('')
