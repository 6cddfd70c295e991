import type { Process } from '../../machine/process/processes'
import { describeEnding, type Ending, resultOf } from './exit-status'
import { StartLimit } from './start-limit'
import { subStateOf } from './service-sub-state'
import { type JobResult, Unit, type UnitHost } from './unit'
import type { ServiceDefinition, UnitProgram } from './unit-definition'

const idle: UnitProgram = { start: () => undefined, stop: () => undefined }

/** A service, or a target, which is a service without a process. */
export class ServiceUnit extends Unit {
  restarts = 0
  /** Of the last main process that ended; undefined before. */
  lastEnding: (Ending & { readonly pid: number }) | undefined
  /** Of the program that ran before the last start; undefined when there is none. */
  prepared: (Ending & { readonly pid: number }) | undefined
  /** Of the last run that ended, in milliseconds. */
  lastRunMs: number | undefined
  /** The condition that kept it from starting, and when; undefined when the last start was not skipped. */
  skipped: { readonly condition: string; readonly at: number } | undefined
  #process: (Process & { end(): void }) | undefined
  #cancelRestart: (() => void) | undefined
  #generation = 0
  #preparing = false
  #finish: ((result: JobResult) => void) | undefined
  #stopping = false
  readonly #startLimit = new StartLimit(this.host.clock)
  /** ExecStop= of a program that has ended by itself. */
  #releasing: Promise<void> = Promise.resolve()

  constructor(
    public definition: ServiceDefinition,
    host: UnitHost,
  ) {
    super(host)
  }

  /** Of the main process, while it runs. */
  get pid(): number | null {
    return this.#process?.pid ?? null
  }

  get subState(): string {
    return subStateOf(this, this.#preparing)
  }

  override forgetHistory(): void {
    super.forgetHistory()
    this.restarts = 0
    this.lastEnding = this.prepared = this.lastRunMs = this.skipped = undefined
  }

  override resetFailed(): void {
    this.restarts = 0
    this.#startLimit.forget()
    super.resetFailed()
  }

  kill(): void {
    this.#cancelRestart?.()
    this.#generation++
    this.#releasing = Promise.resolve()
    this.#forgetProcess()
    void this.#program.stop()
    this.#finish?.('canceled')
    this.set('inactive')
  }

  protected async bringUp(): Promise<JobResult> {
    await this.#releasing
    if (this.state === 'active') return 'done'
    this.#cancelRestart?.()
    if (this.state !== 'activating') this.restarts = 0
    const condition = this.definition.unmetCondition?.()
    this.skipped = condition === undefined ? undefined : { condition, at: this.host.clock.now() }
    if (condition === undefined) return this.#launch()
    this.log(`${this.title} was skipped because of an unmet condition check (${condition}).`)
    return 'done'
  }

  protected override interrupt(): void {
    this.#stopping = this.#preparing || this.#finish !== undefined
    if (this.#preparing) this.#program.interrupt?.()
    else if (this.#finish) void this.#terminated('TERM')
  }

  protected async bringDown(): Promise<void> {
    await this.#releasing
    this.#cancelRestart?.()
    if (this.state === 'active') await this.#terminate()
    else if (this.state === 'activating' || this.#stopping) this.#stopped()
    this.#stopping = false
  }

  #stopped(): void {
    if (this.state === 'activating') this.set('inactive')
    this.log(`Stopped ${this.title}.`)
  }

  get #program(): UnitProgram {
    return this.definition.program ?? idle
  }

  async #launch(): Promise<JobResult> {
    if (!this.#startLimit.allows(this.definition.startLimit)) return this.#refuse()
    const generation = ++this.#generation
    const exited = (code: number): void => {
      if (generation === this.#generation) this.#ended({ code })
    }
    const { process, oneshot } = this.definition
    if (oneshot || this.#program.prepare) this.log(`Starting ${this.title}...`)
    const code = await this.#prepare()
    if (generation !== this.#generation || this.#stopping) return 'canceled'
    if (code !== 0) return this.#failToStart({ code })
    if (process) this.#process = this.#spawn(process, (signal) => void this.#terminated(signal))
    const finished = oneshot && new Promise<JobResult>((resolve) => (this.#finish = resolve))
    if (oneshot) this.set('activating')
    else this.become('active', process ? 'Started' : 'Reached target')
    await this.#program.start({ pid: this.pid ?? 1, exited })
    return finished ?? 'done'
  }

  async #prepare(): Promise<number> {
    const program = this.#program
    if (!program.prepare) return 0
    this.#preparing = true
    this.set('activating')
    try {
      const code = await program.prepare()
      this.prepared = { code, pid: this.host.processes.nextPid() }
      return code
    } finally {
      this.#preparing = false
    }
  }

  #failToStart(ending: Ending): JobResult {
    this.result = resultOf(ending)
    this.log(`${this.name}: Control process exited, ${describeEnding(ending)}`, 5)
    this.log(`${this.name}: Failed with result '${this.result}'.`, 4)
    this.log(`Failed to start ${this.title}.`, 3)
    this.#afterEnd(true)
    return 'failed'
  }

  #refuse(): JobResult {
    if (this.result === 'success') this.result = 'start-limit-hit'
    this.log(`${this.name}: Start request repeated too quickly.`, 4)
    this.log(`${this.name}: Failed with result '${this.result}'.`, 4)
    this.set('failed')
    this.log(`Failed to start ${this.title}.`, 3)
    return 'failed'
  }

  #spawn(
    process: NonNullable<ServiceDefinition['process']>,
    onSignal: (signal: string) => void,
  ): Process & { end(): void } {
    const args = process.commandLine().split(' ')
    return this.host.processes.start({ user: 'root', name: process.name, args, onSignal })
  }

  /** A signal has ended the main process. */
  async #terminated(signal: string): Promise<void> {
    const generation = this.#generation
    await this.#program.stop()
    if (generation === this.#generation)
      this.#ended({ signal: ['KILL', '9'].includes(signal) ? 'KILL' : 'TERM' })
  }

  async #terminate(): Promise<void> {
    this.#generation++
    this.set('deactivating')
    const ran = this.#process !== undefined
    if (ran) this.log(`Stopping ${this.title}...`)
    await this.#program.release?.()
    await this.#program.stop()
    this.#forgetProcess()
    this.result = 'success'
    if (this.definition.process) this.log(`${this.name}: Deactivated successfully.`)
    this.become('inactive', this.definition.process ? 'Stopped' : 'Stopped target')
  }

  #ended(ending: Ending): void {
    this.#generation++
    this.lastEnding = { ...ending, pid: this.pid ?? 0 }
    this.lastRunMs = this.host.clock.now() - this.changedAt
    this.#forgetProcess()
    // A daemon that ends on SIGTERM has ended well.
    const isClean = !this.#finish && 'signal' in ending && ending.signal === 'TERM'
    this.result = isClean ? 'success' : resultOf(ending)
    if (this.#finish) return this.#endedOneshot(ending, this.#finish)
    if (this.result === 'success') return this.#endedWell()
    this.#logFailure(ending)
    this.#afterEnd(true)
  }

  #endedWell(): void {
    const program = this.#program
    const generation = this.#generation
    const end = (): void => {
      if (generation !== this.#generation) return
      this.log(`${this.name}: Deactivated successfully.`)
      this.#afterEnd(false)
    }
    if (!program.release) return end()
    this.set('deactivating')
    this.#releasing = program.release().then(end, end)
  }

  #endedOneshot(ending: Ending, finish: (result: JobResult) => void): void {
    this.#finish = undefined
    const failed = this.result !== 'success'
    if (failed) {
      this.#logFailure(ending)
      this.set('failed')
      if (!this.#stopping) this.log(`Failed to start ${this.title}.`, 3)
    } else if (this.definition.oneshot?.remainsActive) this.become('active', 'Finished')
    else {
      this.log(`${this.name}: Deactivated successfully.`)
      this.become('inactive', 'Finished')
    }
    finish(this.#stopping ? 'canceled' : failed ? 'failed' : 'done')
  }

  #logFailure(ending: Ending): void {
    this.log(`${this.name}: Main process exited, ${describeEnding(ending)}`, 5)
    this.log(`${this.name}: Failed with result '${this.result}'.`, 4)
  }

  #afterEnd(failed: boolean): void {
    const { restart } = this.definition
    if (!restart || (restart.policy === 'on-failure' && !failed))
      return this.set(failed ? 'failed' : 'inactive')
    this.set('activating')
    this.#cancelRestart = this.host.clock.afterInterval(restart.seconds * 1000, () => {
      this.restarts++
      this.log(`${this.name}: Scheduled restart job, restart counter is at ${this.restarts}.`)
      this.log(`Stopped ${this.title}.`)
      void this.#launch()
    })
  }

  #forgetProcess(): void {
    this.#process?.end()
    this.#process = undefined
  }
}
