import { textOf } from '../../../shell/text'
import { FileSystemError } from '../../../file-system/file-system-error'
import { absolute, nameOf, parentOf } from '../../../file-system/paths'
import type { ShellContext } from '../../types'
import { SedError } from './command'
import type { Line } from './execution'

export const linesIn = (text: string, end: string): Line[] => {
  const parts = text.split(end)
  const rest = parts.pop() ?? ''
  const lines = parts.map((part): Line => ({ text: part, end }))
  return rest === '' ? lines : [...lines, { text: rest, end: '' }]
}

/** The files that `w` writes: emptied when the run begins; standard output and error are no files. */
export class Written {
  readonly #emptied = new Set<string>()

  constructor(
    private readonly context: ShellContext,
    private readonly toOutput: (text: string) => void,
  ) {}

  write(name: string, text: string): void {
    const { fs, cwd } = this.context
    if (name === '/dev/stdout') return this.toOutput(text)
    if (name === '/dev/stderr') return void this.context.openFile(2)?.write(Buffer.from(text))
    try {
      if (!this.#emptied.has(name)) fs.write(absolute(cwd, name), '')
      this.#emptied.add(name)
      fs.append(absolute(cwd, name), text)
    } catch (error) {
      if (error instanceof FileSystemError)
        throw new SedError(`couldn't open file ${name}: ${error.reason}`, 4)
      throw error
    }
  }
}

/** Edits a file in its place, as by a new one that is renamed over it. */
export const editInPlace = (
  name: string,
  suffix: string,
  end: string,
  edit: (lines: readonly Line[]) => string,
  { fs, cwd, machine }: ShellContext,
): void => {
  const path = absolute(cwd, name)
  if (fs.stat(path).kind !== 'file')
    throw new SedError(`couldn't edit ${name}: not a regular file`, 4)
  const text = textOf(fs.read(path))
  const temporary = `${name.includes('/') ? name.replace(/\/[^/]*$/, '') : '.'}/sed${machine.random.of('sed').text(6, letters)}`
  if (!fs.mayAccess(parentOf(path), 3))
    throw new SedError(`couldn't open temporary file ${temporary}: Permission denied`, 4)
  const edited = edit(linesIn(text, end))
  if (fs.isBindMounted(path))
    throw new SedError(`cannot rename ${temporary}: Device or resource busy`, 4)
  if (suffix !== '') {
    const backup = suffix.includes('*')
      ? suffix.replaceAll('*', nameOf(path))
      : nameOf(path) + suffix
    fs.write(absolute(parentOf(path), backup), fs.read(path), fs.stat(path).mode)
  }
  fs.write(path, edited)
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
