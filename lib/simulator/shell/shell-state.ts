import { rootPath } from '../machine/environment'
import type { Dialect } from './dialect'
import type { Descriptors } from './descriptors'
import { JobTable } from './job-table'
import { shoptDefaults } from './shell-options'
import { ShellOptions } from './options'
import type { CommandNode, FunctionDefinition } from './syntax'
import { Variables } from './variables'
import type { World } from './world'

/** How a shell is started. */
export interface ShellStart {
  readonly world: World
  readonly dialect: Dialect
  readonly argv0: string
  /** By `-c`: told where something in it can't be read. */
  readonly isCommand?: boolean
  /** Its script is the file that is its argv0. */
  readonly isFile?: boolean
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly descriptors: Descriptors
}

/** A function that runs, or a file that is sourced. */
export interface Frame {
  /** `source` of a file. */
  readonly name: string
  readonly isFile?: boolean
  /** The file that it stands in, as bash tells it. */
  readonly source: string
  /** From where it was called. */
  readonly line: number
}

/** Everything that a subshell gets a copy of. */
export class ShellState {
  readonly variables: Variables
  /** Each with the file that it stands in, if it stands in one. */
  readonly functions: Map<string, FunctionDefinition>
  /** `export -f` */
  readonly exportedFunctions: Set<string>
  readonly aliases: Map<string, string>
  readonly options: ShellOptions
  readonly shopt: Set<string>
  /** What `trap` set, by signal; EXIT is one. */
  readonly traps: Map<string, string>
  readonly jobs = new JobTable()
  readonly directories: string[]
  positional: readonly string[]
  cwd: string
  status = 0
  pipeStatus: readonly number[] = [0]
  lastJob: number | undefined
  /** `-e` counts only while it is 0: what stands in a condition may fail. */
  spared = 0
  /** Loops around the command that runs. */
  loops = 0
  /** Functions and sourced files around it, the innermost first. */
  calls: readonly Frame[] = []
  line = 1
  /** How deep it is within subshells. */
  readonly subshells: number
  /** What `set -x` has before a line, once for each `$(…)` around it. */
  depth = 0
  /** What runs is what a trap does: line and command stay those that have brought it about. */
  inTrap = false
  command: CommandNode | undefined
  /** Where SECONDS began to count. */
  startedAt: number
  descriptors: Descriptors
  /** Signals that a trap waits for and that have come. */
  readonly pending: string[] = []

  constructor(
    readonly start: ShellStart,
    readonly world: World,
    readonly isSubshell: boolean,
    from?: ShellState,
  ) {
    this.variables = from?.variables.copy() ?? new Variables(start.dialect)
    this.functions = new Map(from?.functions)
    this.exportedFunctions = new Set(from?.exportedFunctions)
    this.aliases = new Map(from?.aliases)
    this.options = from?.options.copy() ?? new ShellOptions()
    this.shopt = new Set(from?.shopt ?? shoptDefaults)
    this.traps = new Map(
      [...(from?.traps ?? [])].filter(([name, deed]) => deed === '' || this.inherits(name)),
    )
    this.subshells = from ? from.subshells + 1 : 0
    this.directories = [...(from?.directories ?? [])]
    this.positional = from?.positional ?? start.args
    this.cwd = from?.cwd ?? start.cwd
    this.descriptors = from?.descriptors.copy() ?? start.descriptors.copy()
    this.startedAt = from?.startedAt ?? world.now()
    if (!from) {
      this.#begin()
      return
    }
    this.status = from.status
    this.pipeStatus = from.pipeStatus
    this.lastJob = from.lastJob
    this.spared = from.spared
    this.loops = from.loops
    this.calls = from.calls
    this.line = from.line
    this.depth = from.depth
    this.inTrap = from.inTrap
    this.command = from.command
  }

  /** A subshell's, in the same world or in one of its own. */
  fork(world = this.world.fork()): ShellState {
    return new ShellState(this.start, world, true, this)
  }

  get dialect(): ShellStart['dialect'] {
    return this.start.dialect
  }

  get files(): World['files'] {
    return this.world.files
  }

  /** Whether functions and subshells have what is trapped for this, too: `set -E`, `set -T`. */
  inherits(event: string): boolean {
    if (event === 'ERR') return this.options.has('errtrace')
    return (event === 'DEBUG' || event === 'RETURN') && this.options.has('functrace')
  }

  /** The file whose commands run, as BASH_SOURCE tells it; undefined: there is none. */
  get source(): string | undefined {
    return this.calls[0]?.source ?? (this.start.isFile ? this.start.argv0 : undefined)
  }

  /** `bash: line 3: `, `sh: 3: `: what stands before the shell's own words. */
  get errorPrefix(): string {
    const { argv0 } = this.start
    return this.dialect === 'bash'
      ? `${this.source ?? argv0}: line ${this.line}: `
      : `${argv0}: ${this.line}: `
  }

  #begin(): void {
    const { env, cwd } = this.start
    const { uid, ppid, hostname } = this.world
    for (const [name, value] of Object.entries(env))
      if (/^[A-Za-z_]\w*$/.test(name)) this.variables.restore(name, { value, exported: true })
    this.variables.mark('PWD', { exported: true })
    this.variables.set('PWD', cwd)
    const own: Record<string, string> = { IFS: ' \t\n', OPTIND: '1', PPID: String(ppid) }
    if (this.dialect === 'bash')
      Object.assign(own, {
        UID: String(uid),
        EUID: String(uid),
        HOSTNAME: hostname,
        OSTYPE: 'linux-gnu',
        BASH: '/bin/bash',
        BASH_VERSION: '5.2.15(1)-release',
      })
    for (const [name, value] of Object.entries(own)) this.variables.set(name, value)
    if (this.dialect === 'bash') {
      const level = (Number(env['SHLVL']) || 0) + 1
      this.variables.restore('SHLVL', { value: String(level), exported: true })
      if (env['TERM'] === undefined) this.variables.set('TERM', 'dumb')
    }
    if (this.variables.find('PATH') === undefined) this.variables.set('PATH', rootPath)
  }
}
