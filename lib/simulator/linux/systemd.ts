import type { SimulatedClock } from '../clock'
import type { Machine } from '../machine/machine'
import type { Journal } from './journal'
import { Unit } from './unit'
import type { UnitDefinition } from './unit-definition'

const unitDirectory = '/lib/systemd/system'

/** systemd on one machine: its units, and the order in which they come and go with the machine. */
export class Systemd {
  readonly #units = new Map<string, Unit>()

  constructor(
    private readonly machine: Machine,
    readonly journal: Journal,
    private readonly clock: SimulatedClock,
  ) {}

  add(definition: UnitDefinition): Unit {
    const unit = new Unit(definition, {
      clock: this.clock,
      journal: this.journal,
      processes: this.machine.processes,
    })
    this.#units.set(definition.name, unit)
    this.machine.fs.writeText(`${unitDirectory}/${definition.name}`, unitFileOf(definition))
    return unit
  }

  /** By name with or without `.service`; undefined when no such unit is installed. */
  find(name: string): Unit | undefined {
    return this.#units.get(/\.[a-z]+$/.test(name) ? name : `${name}.service`)
  }

  units(): readonly Unit[] {
    return [...this.#units.values()]
  }

  dropIns(unit: Unit): string[] {
    const directory = `/etc/systemd/system/${unit.name}.d`
    if (!this.machine.fs.exists(directory)) return []
    return this.machine.fs.list(directory).map((file) => `${directory}/${file}`)
  }

  fragment(unit: Unit): string {
    return `${unitDirectory}/${unit.name}`
  }

  /** Starts what is enabled, in the order in which it was added. */
  async boot(): Promise<void> {
    for (const unit of this.#units.values()) if (unit.enablement === 'enabled') await unit.start()
  }

  async shutDown(): Promise<void> {
    for (const unit of [...this.#units.values()].reverse()) await unit.stop()
  }

  powerOff(): void {
    for (const unit of this.#units.values()) unit.kill()
  }
}

function unitFileOf({
  description,
  documentation,
  process,
  restart,
  unitFile,
}: UnitDefinition): string {
  const unit = [
    '[Unit]',
    `Description=${description}`,
    documentation && `Documentation=${documentation}`,
  ]
  const service = process && ['', '[Service]', `ExecStart=${process.commandLine()}`]
  const restarts = restart && [`Restart=${restart.policy}`, `RestartSec=${restart.seconds}`]
  const lines = [...unit, ...(service ?? []), ...(restarts ?? []), unitFile]
  return lines.filter((line) => line !== undefined && line !== null).join('\n') + '\n'
}
