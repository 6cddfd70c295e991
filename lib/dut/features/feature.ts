import { type Command, root } from '../../host/command'
import { type Host } from '../../host/host'
import { undoneNow } from '../../lifecycle/journal/undone-now'
import { minutes } from '../../wait/duration'
import { featureChange, featureHandedOver } from './feature-undo'
import { type FeatureLook, lookAtFeature } from './feature-look'
import { type FeatureOwner } from './feature-rows'

/** One of SONiC's features on the DUT: a container that systemd or Kubernetes runs. */
export class Feature {
  #recorded = false

  constructor(
    readonly dut: Host,
    readonly name: string,
  ) {}

  /** Does the DUT have it at all: its row, and the unit that runs it? */
  async exists(): Promise<boolean> {
    const { stdout } = await this.dut.run(root`
      sonic-db-cli CONFIG_DB EXISTS ${`FEATURE|${this.name}`}
      systemctl show -p LoadState --value ${this.name}`)
    return /^(1|True)\s+loaded$/.test(stdout.trim())
  }

  /** Changes nothing. */
  look(): Promise<FeatureLook> {
    return lookAtFeature(this.dut, this.name)
  }

  /**
   * The DUT gets to know how to put everything back. Comes before whatever may hand the feature over: where CONFIG_DB has
   * it owned by Kubernetes, a DaemonSet is enough.
   */
  async record(): Promise<void> {
    if (this.#recorded) return
    this.#recorded = true
    await this.dut.change(featureHandedOver(this.name))
  }

  /**
   * Says who shall run it, in CONFIG_DB; ctrmgrd acts on it. Returns at once: wait for `runsInKubeMode` or
   * `runsInLocalMode`. The first time, the DUT gets to know how to put everything back.
   */
  async setOwner(owner: FeatureOwner): Promise<void> {
    await this.#change(
      `owner ${owner} of ${this.name}`,
      root`sonic-db-cli CONFIG_DB HSET ${`FEATURE|${this.name}`} set_owner ${owner} > /dev/null`,
    )
  }

  /** The same by the command that a person types. */
  async setOwnerByCli(owner: FeatureOwner): Promise<void> {
    await this.#change(
      `owner ${owner} of ${this.name} by the command line`,
      root`config feature owner ${this.name} ${owner}`,
    )
  }

  /** What its undo would do at the end of the run, now: the next scenario finds the feature as this one did. */
  async putBack(): Promise<void> {
    if (!this.#recorded) return
    await this.dut.change(undoneNow(featureChange(this.name), minutes(4)))
  }

  async #change(what: string, deed: Command): Promise<void> {
    await this.record()
    await this.dut.change({
      what,
      undo: root`:`,
      do: deed,
      within: minutes(1),
    })
  }
}
