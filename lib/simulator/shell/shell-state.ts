import { rootPath } from '../machine/environment'
import type { Dialect } from './dialect'
import type { Descriptors } from './descriptors'
import { ShellOptions } from './options'
import type { FunctionDefinition } from './syntax'
import { Variables } from './variables'
import type { Job, World } from './world'

/** How a shell is started. */
export interface ShellStart {
  readonly world: World
  readonly dialect: Dialect
  readonly argv0: string
  /** By `-c`: told where something in it can't be read. */
  readonly isCommand?: boolean
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly descriptors: Descriptors
}

/** Everything that a subshell gets a copy of. */
export class ShellState {
  readonly variables: Variables
  readonly functions: Map<string, FunctionDefinition>
  readonly aliases: Map<string, string>
  readonly options: ShellOptions
  readonly shopt: Set<string>
  /** What `trap` set, by signal; EXIT is one. */
  readonly traps: Map<string, string>
  readonly jobs = new Map<number, Job>()
  readonly directories: string[]
  positional: readonly string[]
  cwd: string
  status = 0
  pipeStatus: readonly number[] = [0]
  lastJob: number | undefined
  /** `-e` counts only while it is 0: what stands in a condition may fail. */
  spared = 0
  /** Loops around the command that runs, functions and sourced files around it. */
  loops = 0
  calls: readonly string[] = []
  sourced = 0
  line = 1
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
    this.aliases = new Map(from?.aliases)
    this.options = from?.options.copy() ?? new ShellOptions()
    this.shopt = new Set(from?.shopt)
    this.traps = new Map([...(from?.traps ?? [])].filter(([, deed]) => deed === ''))
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
    this.sourced = from.sourced
    this.line = from.line
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

  /** `bash: line 3: `, `sh: 3: `: what stands before the shell's own words. */
  get errorPrefix(): string {
    const { argv0 } = this.start
    return this.dialect === 'bash' ? `${argv0}: line ${this.line}: ` : `${argv0}: ${this.line}: `
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
