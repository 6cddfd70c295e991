/** What a unit runs. `start` returns at once; the program says by `run.exited` that it ended by itself. */
export interface UnitProgram {
  start(run: UnitRun): void | Promise<void>
  /** SIGTERM; resolves when the program has gone. */
  stop(): void | Promise<void>
}

export interface UnitRun {
  readonly pid: number
  /** The main process ended by itself with this code. */
  exited(code: number): void
}

export interface UnitDefinition {
  /** With its suffix. */
  readonly name: string
  readonly description: string
  readonly documentation?: string
  readonly enablement: 'enabled' | 'disabled' | 'static'
  /** What `ps` and `systemctl status` call the main process; none for targets. */
  readonly process?: {
    readonly name: string
    readonly commandLine: () => string
    readonly memory: string
  }
  readonly program?: UnitProgram
  readonly restart?: { readonly policy: 'always' | 'on-failure'; readonly seconds: number }
  /** The rest of the unit file, for `systemctl cat`. */
  readonly unitFile?: string
}
