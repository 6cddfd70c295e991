import { FileSystemError } from '../../../../file-system/file-system-error'
import { absolute } from '../../../../file-system/paths'
import { DiskFile } from '../../../../shell/run/disk-file'
import { type OpenFile, NullFile } from '../../../../shell/open-file'
import type { Steps } from '../../../../shell/steps'
import type { ShellContext } from '../../../types'
import { FatalError } from '../awk-error'
import type { Redirection } from '../language/syntax'
import type { Commands } from './commands'
import { BufferedFile, type Output, PipedOutput } from './output'

interface Named {
  readonly name: string
  readonly isPipe: boolean
  readonly output: Output
}

/** All that print writes to: standard output, and the files and commands that stay open until they are closed. */
export class Outputs {
  readonly stdout: BufferedFile
  /** What was used last is first. */
  #open: Named[] = []

  constructor(
    private readonly context: ShellContext,
    private readonly commands: Commands,
    isInteractive: boolean,
  ) {
    const stdout = context.openFile(1) ?? new NullFile()
    this.stdout = new BufferedFile('/dev/stdout', stdout, isInteractive || stdout.isTerminal)
  }

  /** Throws FatalError for what can't be opened. */
  of(operator: Redirection['operator'], name: string): Output {
    if (operator !== '|' && name === '/dev/stdout') return this.stdout
    const isPipe = operator === '|'
    const known = this.#find((each) => each.name === name && each.isPipe === isPipe)
    if (known) return known.output
    const output = isPipe ? this.#command(name) : this.#file(name, operator)
    this.#open.unshift({ name, isPipe, output })
    return output
  }

  /** Before a command runs, and at the end: what waits in buffers is written. */
  flush(): void {
    this.stdout.flush()
    for (const { output } of this.#open) output.flush()
  }

  /** Whether anything of that name is open. */
  flushOne(name: string): boolean {
    const found =
      name === '/dev/stdout' ? this.stdout : this.#find((each) => each.name === name)?.output
    found?.flush()
    return found !== undefined
  }

  /** The exit code of a command, 0 for a file; undefined where none of that name is open. */
  *close(name: string): Steps<number | undefined> {
    if (name === '/dev/stdout') {
      this.stdout.flush()
      return 0
    }
    const found = this.#find((each) => each.name === name)
    if (!found) return undefined
    this.#open = this.#open.filter((each) => each !== found)
    return yield* found.output.close()
  }

  /** The commands end first: standard output is flushed as the program ends. */
  *closeAll(): Steps<void> {
    for (const { output } of this.#open.splice(0)) yield* output.close()
    this.stdout.finish()
  }

  #find(wanted: (each: Named) => boolean): Named | undefined {
    const found = this.#open.find(wanted)
    if (found) this.#open = [found, ...this.#open.filter((each) => each !== found)]
    return found
  }

  #command(name: string): Output {
    this.flush()
    return new PipedOutput(name, this.commands)
  }

  #file(name: string, operator: '>' | '>>' | '|'): Output {
    if (name === '/dev/stderr')
      return new BufferedFile(name, this.context.openFile(2) ?? new NullFile(), true)
    try {
      return new BufferedFile(name, this.#opened(name, operator), false)
    } catch (error) {
      if (!(error instanceof FileSystemError)) throw error
      throw new FatalError(`cannot open "${name}" for output (${error.reason})`)
    }
  }

  #opened(name: string, operator: '>' | '>>' | '|'): OpenFile {
    const { fs, cwd } = this.context
    if (name === '') throw new FileSystemError('ENOENT', name)
    const path = absolute(cwd, name)
    if (path === '/dev/null') return new NullFile()
    if (operator === '>') fs.write(path, '')
    else fs.append(path, '')
    return new DiskFile(fs, path)
  }
}
