import type { UnitDefinition } from '../../linux/systemd/unit-definition'
import type { SimulatedCommand } from '../../machine/types'
import type { DutParts } from '../dut-parts'
import { containerCommand, featureScriptCommand } from './commands'
import { FeatureScript, type StopRace } from './feature-script'
import { FeatureUnit } from './feature-unit'

/** Features of a device: a unit, a script and a local container each. The database is no feature of this kind. */
export class Features {
  /** Who is quicker when a pod's container ends; the kubelet is in about one case of five (real-lab-containers.md 1). */
  quicker: StopRace = 'systemd'
  readonly #scripts: readonly FeatureScript[]
  readonly #units: readonly FeatureUnit[]

  constructor(
    private readonly parts: DutParts,
    names: readonly string[] = parts.variant.features,
  ) {
    this.#scripts = names
      .filter((name) => name !== 'database')
      .map((name) => new FeatureScript(parts, name, () => this.quicker))
    this.#units = this.#scripts.map((script) => new FeatureUnit(parts, script))
  }

  /** As featured configures them: `auto_restart` enabled. */
  furnish(): void {
    const { fs } = this.parts.machine
    for (const { feature } of this.#scripts)
      fs.writeText(
        `/etc/systemd/system/${feature}.service.d/auto_restart.conf`,
        '[Service]\nRestart=always\n',
      )
  }

  units(): UnitDefinition[] {
    return this.#units.map(({ definition }) => definition)
  }

  commands(): SimulatedCommand[] {
    return [containerCommand(this.parts), ...this.#scripts.map(featureScriptCommand)]
  }

  /** The containers as the image's first boot has made them. */
  createContainers(): void {
    const { images } = this.parts.docker
    for (const script of this.#scripts) if (images.find(script.imageName)) script.create()
  }

  /** Runs what follows as if it had been done long before: a device that is found running. */
  async settled(act: () => Promise<void>): Promise<void> {
    for (const unit of this.#units) unit.hurries = true
    await act()
    for (const unit of this.#units) unit.hurries = false
  }
}
