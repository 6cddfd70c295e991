import type { SimulatedClock } from '../../time/clock'
import type { Machine } from '../../machine/machine'
import { startInOrder } from './boot-order'
import type { Journal } from '../journal/journal'
import { ServiceUnit } from './service-unit'
import { suffixed } from '../systemctl/systemctl-call'
import { TimerUnit } from './timer-unit'
import { asReadAgain } from './transient-units'
import type { Unit, UnitHost } from './unit'
import type { TransientOptions, UnitDefinition } from './unit-definition'
import type { UnitFile } from './unit-file'
import { UnitFiles } from './unit-files'
import { environmentOf, serviceFromFile, timerFromFile } from './unit-from-file'

const needed = ['Requires', 'Requisite', 'Wants', 'BindsTo', 'PartOf', 'After', 'Before']

/** systemd on one machine: its units, and the order in which they come and go with the machine. */
export class Systemd {
  readonly files: UnitFiles
  readonly #units = new Map<string, Unit>()
  readonly #installed = new Set<Unit>()
  /** The text from which each unit of a file was made. */
  readonly #loaded = new Map<Unit, string>()
  /** The files of installed units as systemd has last read them, by the unit's name. */
  readonly #read = new Map<string, UnitFile>()
  readonly #listeners = new Set<(unit: Unit) => void>()
  /** Who waits for the next change of a unit. */
  readonly #waiting = new Map<Unit, (() => void)[]>()
  /** Undefined once all has started that starts with the machine. */
  #bootJobs: Promise<unknown> | undefined

  constructor(
    readonly machine: Machine,
    readonly journal: Journal,
    private readonly clock: SimulatedClock,
  ) {
    this.files = new UnitFiles(machine.fs)
  }

  /** Installs a unit whose program is part of the simulation. */
  add(definition: UnitDefinition): ServiceUnit {
    const fragment = this.files.install(definition)
    const unit = new ServiceUnit({ ...definition, fragment }, this.#host())
    this.#units.set(definition.name, unit)
    this.#installed.add(unit)
    this.#read.set(unit.name, this.files.read(fragment))
    if (definition.enablement === 'enabled') this.files.link(fragment)
    return unit
  }

  /** Makes a unit that goes away when it is over. */
  addTransient(name: string, text: string, options: TransientOptions): Unit {
    return this.#make(name, this.files.writeTransient(name, text), options)
  }

  /** By name with or without `.service`; undefined when there is no such unit. */
  find(name: string): Unit | undefined {
    const full = suffixed(name)
    const known = this.#units.get(full)
    if (known && (known.inUse || known.definition.transient || this.#installed.has(known)))
      return known
    const path = this.files.find(full)
    if (path === undefined) this.#forget(known)
    else if (!known || this.needsReload(known)) return this.#make(full, path)
    return path === undefined ? undefined : known
  }

  /**
   * Whether systemd remembers the unit: something goes on with it, it has failed, a target wants it, a timer that waits
   * is to start it, or one that runs needs it. Others are forgotten as soon as they are over.
   */
  isLoaded(unit: Unit): boolean {
    if (unit.inUse || unit.enablement.startsWith('enabled') || unit.definition.transient)
      return true
    return [...this.#units.values()].some(
      (other) =>
        other !== unit &&
        other.inUse &&
        ((other instanceof TimerUnit && other.definition.activates === unit.name) ||
          needed.some((key) =>
            this.files.read(other.definition.fragment).words('Unit', key).includes(unit.name),
          )),
    )
  }

  /** Those that are installed or loaded, and those that wait in /etc/systemd/system. */
  units(): readonly Unit[] {
    for (const name of this.files.configured()) this.find(name)
    return [...this.#units.values()]
  }

  /** Its file was changed since it was loaded. */
  needsReload(unit: Unit): boolean {
    const loaded = this.#loaded.get(unit) ?? this.#read.get(unit.name)?.text
    return loaded !== undefined && loaded !== this.files.read(unit.definition.fragment).text
  }

  /** Reads the files of loaded units again. What runs goes on; what rests and has no file any more is forgotten. */
  reload(): void {
    this.#readInstalled()
    // How ExecStartPre= has ended is not kept over a reload.
    for (const unit of this.#units.values()) {
      if (unit instanceof ServiceUnit) unit.prepared = undefined
      if (unit.definition.transient) this.files.rewrite(unit.definition.fragment, asReadAgain)
    }
    for (const unit of [...this.#loaded.keys()])
      if (this.files.find(unit.name) === undefined) {
        if (!unit.inUse) this.#forget(unit)
      } else if (this.needsReload(unit)) {
        const { fragment, transient } = unit.definition
        unit.definition = this.#built(unit.name, fragment, transient).definition
        this.#loaded.set(unit, this.files.read(fragment).text)
      }
  }

  /** Resolves when the unit has come to rest: inactive or failed. */
  async untilInactive(unit: Unit): Promise<void> {
    while (unit.inUse && unit.state !== 'failed')
      await new Promise<void>((resolve) => this.#onChange(unit, resolve))
  }

  /** Called when a unit's state has changed, or a job of it is done; the answer unsubscribes. */
  onChange(listener: (unit: Unit) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Starts what is enabled; resolves when all that is installed has started. Units of files take their time. */
  async boot(): Promise<void> {
    this.#readInstalled()
    const enabled = this.units().filter(
      ({ enablement, definition }) =>
        enablement === 'enabled' || ('generated' in definition && definition.generated),
    )
    const jobs = startInOrder(enabled, this.#installed, (unit) =>
      this.files.read(unit.definition.fragment),
    )
    this.#bootJobs = jobs.all
    void jobs.all.then(() => {
      if (this.#bootJobs === jobs.all) this.#bootJobs = undefined
    })
    await jobs.ready
  }

  /** What `systemctl is-system-running` says. */
  get systemState(): 'starting' | 'running' | 'degraded' {
    if (this.#bootJobs) return 'starting'
    return this.units().some(({ state }) => state === 'failed') ? 'degraded' : 'running'
  }

  async shutDown(): Promise<void> {
    for (const unit of [...this.#units.values()].reverse()) await unit.stop()
  }

  powerOff(): void {
    this.#bootJobs = undefined
    for (const unit of this.#units.values()) unit.kill()
    for (const unit of this.#loaded.keys()) this.#forget(unit)
  }

  /** What the unit's file and its drop-ins set, as they were when systemd last read them. */
  environmentOf(unit: Unit): Readonly<Record<string, string>> {
    const { fragment } = unit.definition
    return environmentOf(this.#read.get(unit.name) ?? this.files.read(fragment), this.machine)
  }

  #readInstalled(): void {
    for (const { name, definition } of this.#installed)
      this.#read.set(name, this.files.read(definition.fragment))
  }

  #make(name: string, fragment: string, options?: TransientOptions): Unit {
    const unit = this.#built(name, fragment, options)
    this.#forget(this.#units.get(name))
    this.#units.set(name, unit)
    this.#loaded.set(unit, this.files.read(fragment).text)
    return unit
  }

  #built(name: string, fragment: string, options?: TransientOptions): Unit {
    const file = this.files.read(fragment)
    const basics = { name, fragment, ...(options && { transient: options }) }
    const { machine, journal } = this
    const parts = { machine, journal, recorder: options?.recorder, pipe: options?.pipe }
    if (!name.endsWith('.timer'))
      return new ServiceUnit(serviceFromFile(basics, file, parts), this.#host())
    return new TimerUnit(timerFromFile(basics, file), this.#host(), {
      bootedAt: () => machine.bootedAt,
      activate: (activated) => this.#activate(activated),
    })
  }

  #forget(unit: Unit | undefined): void {
    if (!unit || this.#units.get(unit.name) !== unit) return
    this.#loaded.delete(unit)
    this.#units.delete(unit.name)
    if (unit.definition.transient) this.files.removeTransient(unit.definition.fragment)
  }

  #host(): UnitHost {
    return {
      clock: this.clock,
      journal: this.journal,
      processes: this.machine.processes,
      enablement: (unit) => this.files.enablement(unit.definition.fragment),
      changed: (unit) => this.#changed(unit),
    }
  }

  async #activate(name: string): Promise<void> {
    const unit = this.find(name)
    await unit?.start()
    if (unit) await this.untilInactive(unit)
  }

  #onChange(unit: Unit, wake: () => void): void {
    this.#waiting.set(unit, [...(this.#waiting.get(unit) ?? []), wake])
  }

  #changed(unit: Unit): void {
    for (const listener of this.#listeners) listener(unit)
    for (const wake of this.#waiting.get(unit) ?? []) wake()
    this.#waiting.delete(unit)
    if (!this.isLoaded(unit)) unit.forgetHistory()
    this.#collect()
  }

  /** Transient units go when they are over; a service not before its timer. */
  #collect(): void {
    const over = (unit: Unit): boolean => unit.definition.transient !== undefined && unit.isOver
    const timers = (): TimerUnit[] =>
      [...this.#units.values()].filter((unit) => unit instanceof TimerUnit)
    for (const timer of timers()) if (over(timer)) this.#forget(timer)
    const awaited = new Set(timers().map(({ definition }) => definition.activates))
    for (const unit of this.#units.values())
      if (over(unit) && !awaited.has(unit.name)) this.#forget(unit)
  }
}
