import { commandOfBinary } from './binaries'
import { runFileAtPath } from './commands/shells'
import type { FileSystem } from './file-system'
import type { Machine } from './machine'
import { absolute } from './paths'
import type { ShellCommand } from './types'

/** A program as exec(2) starts it. */
export interface Program {
  readonly command: ShellCommand
  readonly args: readonly string[]
}

/** What the shell does itself, or just-bash for it: nothing that exec(2) could start. */
const notPrograms = new Set(
  (
    '. : [ alias break builtin cd command compgen complete compopt continue declare dirs eval exec exit export ' +
    'getopts hash help jobs let local mapfile popd pushd read readarray readonly return set shift shopt source ' +
    'test trap type typeset umask unalias unset wait'
  ).split(' '),
)

/** Where the programs of a machine are for a process: what its PATH finds, and what it may run. */
export class Programs {
  readonly #directories: readonly string[]

  constructor(
    private readonly machine: Machine,
    private readonly files: FileSystem,
    path: string,
  ) {
    this.#directories = path.split(':')
  }

  /** Where PATH finds a binary outside /usr/bin. */
  elsewhere(name: string): string | undefined {
    const command = this.machine.command(name)
    if (command && command.path === undefined) return undefined
    return this.#directories
      .map((directory) => `${directory}/${name}`)
      .find((path) => {
        const called = commandOfBinary(this.files, path)
        return command ? called === name : called !== undefined
      })
  }

  /** The command that just-bash calls so: binaries outside /usr/bin have the names that `binaryOf` calls, too. */
  called(name: string): ShellCommand | undefined {
    const hidden = name.startsWith('.') ? this.machine.command(name.slice(1)) : undefined
    if (hidden && hidden.path !== undefined) return hidden
    const command = this.machine.command(name)
    return command && (command.path === undefined || this.elsewhere(name)) ? command : undefined
  }

  /**
   * The program that a command line starts, where no shell is needed for it: undefined also for what only a shell can
   * say why it can't be started.
   */
  find([name = '', ...args]: readonly string[], cwd: string): Program | undefined {
    if (notPrograms.has(name)) return undefined
    if (name.includes('/')) return this.#at(absolute(cwd, name), name, args)
    const command = this.machine.command(name)
    if (command && command.path === undefined)
      return !command.bundled && this.#isInUsrBin(name) ? { command, args } : undefined
    const path = this.elsewhere(name)
    return path === undefined ? undefined : { command: runFileAtPath, args: [path, ...args] }
  }

  #isInUsrBin(name: string): boolean {
    const directory = this.#directories.find((each) => this.#holds(`${each}/${name}`))
    return directory === '/usr/bin' || directory === '/bin'
  }

  #at(path: string, name: string, args: readonly string[]): Program | undefined {
    if (!this.#holds(path) || /^(\/usr)?\/bin\//.test(path)) return undefined
    return { command: runFileAtPath, args: [name, ...args] }
  }

  #holds(path: string): boolean {
    return this.files.exists(path) && this.files.stat(path).kind !== 'directory'
  }
}
