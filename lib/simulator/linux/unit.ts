import type { SimulatedClock } from '../clock'
import type { Process, ProcessTable } from '../machine/processes'
import type { Journal } from './journal'
import type { UnitDefinition, UnitProgram } from './unit-definition'

export type ActiveState = 'inactive' | 'active' | 'activating' | 'deactivating' | 'failed'

export interface UnitHost {
  readonly clock: SimulatedClock
  readonly journal: Journal
  readonly processes: ProcessTable
}

const endings: Readonly<Record<number, string>> = {
  1: 'code=exited, status=1/FAILURE',
  137: 'code=killed, status=9/KILL',
  255: 'code=exited, status=255/EXCEPTION',
}

const idle: UnitProgram = { start: () => undefined, stop: () => undefined }

/** One systemd unit: its state, and the journal lines that systemd writes as it changes. */
export class Unit {
  enablement: UnitDefinition['enablement']
  state: ActiveState = 'inactive'
  #process: (Process & { end(): void }) | undefined
  restarts = 0
  lastExit = 0
  result = 'success'
  /** Milliseconds since the epoch, of the last change of `state`. */
  changedAt: number
  #cancelRestart: (() => void) | undefined
  #generation = 0
  #jobs: Promise<void> = Promise.resolve()

  constructor(
    readonly definition: UnitDefinition,
    private readonly host: UnitHost,
  ) {
    this.enablement = definition.enablement
    this.changedAt = host.clock.now()
  }

  get name(): string {
    return this.definition.name
  }

  /** Of the main process, while it runs. */
  get pid(): number | null {
    return this.#process?.pid ?? null
  }

  /** What `systemctl status` shows in brackets. */
  get subState(): string {
    if (this.state === 'active') return this.definition.process ? 'running' : 'active'
    return {
      inactive: 'dead',
      failed: 'failed',
      activating: 'auto-restart',
      deactivating: 'stop-sigterm',
    }[this.state]
  }

  start(): Promise<void> {
    return this.#job(() => this.#start())
  }

  stop(): Promise<void> {
    return this.#job(() => this.#stop())
  }

  restart(): Promise<void> {
    return this.#job(async () => {
      await this.#stop()
      await this.#start()
    })
  }

  resetFailed(): void {
    this.restarts = 0
    if (this.state === 'failed') this.#set('inactive')
  }

  /** Power cut: everything ends at once and nothing is logged. */
  kill(): void {
    this.#cancelRestart?.()
    this.#generation++
    this.#forgetProcess()
    void this.#program.stop()
    this.#set('inactive')
  }

  // As systemd's job queue: one job of a unit after the other.
  #job(act: () => Promise<void>): Promise<void> {
    const done = this.#jobs.then(act)
    this.#jobs = done.catch(() => undefined)
    return done
  }

  async #start(): Promise<void> {
    if (this.state === 'active') return
    this.#cancelRestart?.()
    if (this.state !== 'activating') this.restarts = 0
    await this.#launch()
  }

  async #stop(): Promise<void> {
    this.#cancelRestart?.()
    if (this.state === 'active') await this.#terminate()
    else if (this.state === 'activating') this.#become('inactive', 'Stopped')
  }

  get #program(): UnitProgram {
    return this.definition.program ?? idle
  }

  async #launch(): Promise<void> {
    const generation = ++this.#generation
    const exited = (code: number): void => {
      if (generation === this.#generation) this.#exited(code)
    }
    const { process } = this.definition
    if (process) this.#process = this.#spawn(process, () => void this.#killed())
    this.#become('active', process ? 'Started' : 'Reached target')
    await this.#program.start({ pid: this.pid ?? 1, exited })
  }

  #spawn(
    process: NonNullable<UnitDefinition['process']>,
    onSignal: () => void,
  ): Process & { end(): void } {
    const args = process.commandLine().split(' ')
    return this.host.processes.start({ user: 'root', name: process.name, args, onSignal })
  }

  async #killed(): Promise<void> {
    const generation = this.#generation
    await this.#program.stop()
    if (generation === this.#generation) this.#exited(137)
  }

  async #terminate(): Promise<void> {
    this.#generation++
    this.#set('deactivating')
    if (this.definition.process) this.#log(`Stopping ${this.#title}...`)
    await this.#program.stop()
    this.#forgetProcess()
    this.result = 'success'
    if (this.definition.process) this.#log(`${this.name}: Deactivated successfully.`)
    this.#become('inactive', this.definition.process ? 'Stopped' : 'Stopped target')
  }

  #exited(code: number): void {
    this.#generation++
    this.#forgetProcess()
    this.lastExit = code
    this.result = code === 0 ? 'success' : code === 137 ? 'signal' : 'exit-code'
    const failed = code !== 0
    if (failed) {
      this.#log(
        `${this.name}: Main process exited, ${endings[code] ?? `code=exited, status=${code}/n/a`}`,
        5,
      )
      this.#log(`${this.name}: Failed with result '${this.result}'.`, 4)
    } else this.#log(`${this.name}: Deactivated successfully.`)
    const { restart } = this.definition
    if (!restart || (restart.policy === 'on-failure' && !failed))
      return this.#set(failed ? 'failed' : 'inactive')
    this.#set('activating')
    this.#cancelRestart = this.host.clock.afterInterval(restart.seconds * 1000, () => {
      this.restarts++
      this.#log(`${this.name}: Scheduled restart job, restart counter is at ${this.restarts}.`)
      this.#log(`Stopped ${this.#title}.`)
      void this.#launch()
    })
  }

  #forgetProcess(): void {
    this.#process?.end()
    this.#process = undefined
  }

  get #title(): string {
    return `${this.name} - ${this.definition.description}`
  }

  #become(state: ActiveState, verb: string): void {
    this.#set(state)
    this.#log(`${verb} ${this.#title}.`)
  }

  #set(state: ActiveState): void {
    this.state = state
    this.changedAt = this.host.clock.now()
  }

  #log(message: string, priority = 6): void {
    const record = { identifier: 'systemd', pid: 1, unit: this.name, transport: 'journal' as const }
    this.host.journal.write({ ...record, message, priority })
  }
}
