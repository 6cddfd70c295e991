import { type Feature } from '../dut/features/feature'
import { runsInKubeMode, runsInLocalMode } from '../dut/features/feature-conditions'
import {
  describeJourney,
  featureJourney,
  type FeatureWrite,
  valuesOf,
} from '../dut/features/feature-journey'
import { isFollowed } from '../dut/features/followed'
import { type FeatureLook } from '../dut/features/feature-look'
import { type JourneyStart, journeyStart } from '../dut/features/journey-start'
import { localSettings } from '../dut/features/local-container'
import {
  disagreeing,
  dutContainer,
  type DutContainer,
  localModeProven,
  versionInKubeMode,
} from '../dut/features/running-version'
import { CapabilityMissing } from '../lifecycle/session/blocked'
import { type V1Pod } from '../kube/api/client-node'
import { podRunning, podsEnded } from '../kube/conditions'
import { Deployment } from '../kube/deployment'
import { type KubeClient } from '../kube/kube-client'
import { type Placement } from '../kube/templates/of-the-run'
import { type DaemonSetParameters } from '../kube/templates/parameters'
import { type TemplateCatalogue } from '../kube/templates/template-catalogue'
import { withPods } from '../kube/with-pods'
import { minutes, seconds, type Milliseconds } from '../wait/duration'
import { waitFor } from '../wait/wait-for'
import { namedImage } from './feature-images'
import { type PullLogins } from './pull-logins'

export interface UpgradeSurroundings {
  readonly kube: KubeClient
  readonly templates: TemplateCatalogue
  readonly placement: Placement
  /** The DUT's node. */
  readonly node: string
  /** Where the images come from: `10.251.0.1:5000`; null: they are on the DUT, or have no registry in their names. */
  readonly registry: string | null
  /** What its DaemonSets log in with there. */
  readonly logins: PullLogins
  readonly signal?: AbortSignal
}

/**
 * The upgrade of one feature's container by a DaemonSet: from the DUT's own image to one of Kubernetes, from there to
 * others, and back. Deploy and undo are the caller's to pair: `undo` puts all back that was done here.
 */
export class ContainerUpgrade {
  /** Its container before anything was deployed. */
  #before: DutContainer | undefined
  #deployment: Deployment | undefined
  #since: JourneyStart | undefined
  #version = ''
  /** Containers that the roll under way takes away. */
  #outgoing: readonly string[] = []

  constructor(
    readonly feature: Feature,
    private readonly around: UpgradeSurroundings,
  ) {}

  /**
   * The feature as the DUT runs it by itself: systemd's container of the DUT's own image.
   * @throws CapabilityMissing where the DUT has no such feature; WaitTimeoutError when it does not run
   */
  async insistOnLocalMode(): Promise<void> {
    const { dut, name } = this.feature
    if (!(await this.feature.exists()))
      throw new CapabilityMissing(
        `${dut.name} has no feature ${name} (CONFIG_DB FEATURE|${name}, ${name}.service)`,
      )
    await this.#wait(runsInLocalMode(dut, name), seconds(60))
    this.#before ??= await dutContainer(dut, name)
  }

  /** That was deployed last; empty before. */
  get version(): string {
    return this.#version
  }

  /** The image's full name. @throws RangeError for a feature that no image is known of */
  image(version: string): string {
    return namedImage(this.around.registry, this.feature.name, version)
  }

  /**
   * Deploys an image of that version with what the DUT's own container has, but for the parameters; or rolls what is
   * deployed to it, once the DUT follows that. Does not wait for it.
   */
  async deploy(version: string, parameters: DaemonSetParameters = {}): Promise<void> {
    await this.feature.record()
    if (this.#deployment && (await this.feature.look()).currentOwner === 'kube')
      await this.isFollowed(seconds(30))
    const { look } = await this.#mark()
    this.#version = version
    this.#outgoing = this.#deployment ? look.kubeContainers : []
    const login = await this.around.logins.next()
    const change = { image: this.image(version), version, ...login, ...parameters }
    if (this.#deployment) return void (await this.#deployment.roll(change))
    const { kube, placement, templates } = this.around
    const { dut, name } = this.feature
    const settings = await localSettings(dut, name)
    this.#deployment = new Deployment(kube, placement, templates.get('feature'), {
      name,
      runtimeOwner: 'kube',
      nodeSelector: { [`${name}_enabled`]: 'true' },
      ...settings,
      ...change,
      env: { ...settings.env, ...parameters.env },
    })
    await this.#deployment.apply()
  }

  /** Lets Kubernetes own the feature; where it does already, the deployment was what started the hand-over. */
  async handOver(): Promise<void> {
    if ((await this.feature.look()).setOwner === 'kube') return
    await this.#mark()
    await this.feature.setOwner('kube')
  }

  async handBack(): Promise<void> {
    await this.#mark()
    await this.feature.setOwner('local')
  }

  /** Kubernetes runs what was deployed last. Throws `FeatureHeldUp` as soon as that cannot come. */
  async runsInKubeMode(within: Milliseconds): Promise<FeatureLook> {
    const { dut, name } = this.feature
    const options = { version: this.#version, outgoing: this.#outgoing }
    const runs = runsInKubeMode(dut, name, options)
    const pods = this.#deployment?.pods(this.around.node)
    return this.#wait(pods ? withPods(runs, this.around.kube, pods) : runs, within)
  }

  /** The DUT would notice the end of the container that Kubernetes runs. Gives the line of its log that says so. */
  async isFollowed(within: Milliseconds): Promise<string> {
    return this.#wait(isFollowed(this.feature.dut, this.feature.name), within)
  }

  async runsInLocalMode(within: Milliseconds): Promise<FeatureLook> {
    return this.#wait(runsInLocalMode(this.feature.dut, this.feature.name), within)
  }

  /**
   * The values that a field of the feature's row has had since what was last asked of it, and all its writes, in words, too.
   */
  async path(
    field: 'current_owner' | 'remote_state',
  ): Promise<{ values: readonly string[]; told: string; writes: readonly FeatureWrite[] }> {
    if (!this.#since) throw new Error('Nothing was asked of the feature yet.')
    const { moment, look } = this.#since
    const writes = await featureJourney(this.feature.dut, this.feature.name, moment)
    const before = field === 'current_owner' ? look.currentOwner : look.remoteState
    return { values: valuesOf(writes, field, before), told: describeJourney(writes), writes }
  }

  /** What contradicts that the version deployed last runs; empty where all witnesses agree. */
  async doubtsInKubeMode(): Promise<readonly string[]> {
    const { dut, name } = this.feature
    const pod = await this.pod(seconds(60))
    const wanted = { image: this.image(this.#version), version: this.#version }
    return disagreeing(await versionInKubeMode(dut, name, pod, wanted))
  }

  /** The DUT's own image runs, as it did before: all that tells so agrees. Throws what contradicts. */
  async isProvenLocal(within: Milliseconds): Promise<void> {
    if (!this.#before) throw new Error('The feature was not looked at before: insistOnLocalMode.')
    const { dut, name } = this.feature
    await this.#wait(localModeProven(dut, name, this.#before), within)
  }

  /** The Running pod of the deployment on the DUT. */
  async pod(within: Milliseconds): Promise<V1Pod> {
    return this.#wait(podRunning(this.around.kube, this.#pods()), within)
  }

  /** The container that runs the feature now, by name or id. */
  async container(): Promise<string> {
    return (await this.feature.look()).containerId
  }

  /**
   * The feature as it was, and no DaemonSet. systemd gets it first: where CONFIG_DB had it owned by Kubernetes from the
   * start, putting that back while the DaemonSet is there would hand it over again. Aborting `signal` ends the wait for the
   * pods, and the undo with it: they never end on a DUT that was booted.
   */
  async undo({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    if (this.#deployment) {
      if ((await this.feature.look()).setOwner !== 'local') await this.feature.setOwner('local')
      await this.#deployment.remove()
      await waitFor(podsEnded(this.around.kube, this.#pods()), { within: minutes(2), signal })
      this.#deployment = undefined
    }
    await this.feature.putBack()
    await this.around.logins.undo()
  }

  async #mark(): Promise<JourneyStart> {
    const { dut, name } = this.feature
    return (this.#since = await this.#wait(journeyStart(dut, name), seconds(60)))
  }

  #pods(): ReturnType<Deployment['pods']> {
    if (!this.#deployment) throw new Error(`Nothing of ${this.feature.name} is deployed.`)
    return this.#deployment.pods(this.around.node)
  }

  #wait<T>(condition: Parameters<typeof waitFor<T>>[0], within: Milliseconds): Promise<T> {
    return waitFor(condition, { within, signal: this.around.signal })
  }
}
