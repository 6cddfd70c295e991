import {
  type FileOnDut,
  type Sidecar,
  type SidecarFeature,
  type SidecarLook,
  type SidecarPods,
} from '../../lib'
import { type Host } from '../../lib/host/host'
import { type V1Pod } from '../../lib/kube/api/client-node'
import { type PodQuery } from '../../lib/kube/api/queries'
import { minutes, seconds } from '../../lib/wait/duration'
import { library } from '../library'
import { type KubesonicWorld } from '../world'

const deployed = new WeakMap<KubesonicWorld, DeployedSidecar>()

/** The sidecar that this scenario has deployed. Throws before a step that does. */
export function sidecarOf(world: KubesonicWorld): DeployedSidecar {
  const found = deployed.get(world)
  if (!found) throw new Error('No step of this scenario has deployed a sidecar.')
  return found
}

/** A sidecar that a scenario has deployed, and what its steps have seen of it. */
class DeployedSidecar {
  readonly #looks: SidecarLook[] = []
  /** The container and its pod when a step noted the moment before it acted. */
  noted: { at: string; container: SidecarLook['container']; pod: string } = {
    at: '',
    container: undefined,
    pod: '',
  }

  constructor(
    readonly sidecar: Sidecar,
    readonly pods: PodQuery,
    /** Of the pod that runs. */
    readonly pod: string,
    /** What sidecars may write, before there was one. */
    readonly filesBefore: readonly FileOnDut[],
  ) {}

  seen(look: SidecarLook): void {
    this.#looks.push(look)
  }

  /** What a step saw last, and what one saw before that. */
  get last(): SidecarLook {
    return this.#looks.at(-1)!
  }
  get before(): SidecarLook {
    return this.#looks.at(-2)!
  }

  /** Once nothing of the sidecar's own is under way. Gives the pod that runs then. */
  async noteMoment(world: KubesonicWorld): Promise<V1Pod | undefined> {
    const { kube } = world
    const { container } = await world.wait(library().sidecarSettled(this.sidecar), minutes(5))
    const pod = (await kube.listPods(this.pods)).find(
      ({ metadata }) => metadata?.deletionTimestamp === undefined,
    )
    const uid = pod?.metadata?.uid ?? ''
    this.noted = { at: await library().timeOn(this.sidecar.dut), container, pod: uid }
    return pod
  }

  async deletePod(world: KubesonicWorld): Promise<void> {
    const { namespace = '', name = '' } = (await this.noteMoment(world))?.metadata ?? {}
    await world.kube.deletePod(namespace, name)
  }
}

/**
 * Until the end of the scenario; what the sidecar changes on the DUT is put back then.
 * @throws CapabilityMissing where the DUT lacks an image
 */
export async function deploySidecar(
  world: KubesonicWorld,
  feature: SidecarFeature,
  more: Partial<SidecarPods> = {},
): Promise<void> {
  const { Sidecar, sidecarDeployment, SIDECAR_NAMESPACE, namespaceMade, noPods, podRunning } =
    library()
  const { session, kube } = world
  const pods = { ...library().sidecarImages(feature), ...more }
  await insistOnImages(session.dut.host, [pods.image, pods.sidecarImage])
  const node = await world.node()
  const sidecar = new Sidecar(session.dut.host, feature)
  const placement = await session.placement()
  const deployment = sidecarDeployment(kube, placement, session.templates, feature, pods)
  await session.vmhost.change(namespaceMade(session.testbed, SIDECAR_NAMESPACE))
  const filesBefore = await sidecar.files()
  await sidecar.letIn()
  world.undo.add(`sidecar of ${feature}`, async () => {
    await podHasStarted(world, sidecar, deployment.pods(node))
    await deployment.remove()
    // A pod of which a container could not start goes only with the kubelet's next collection of garbage.
    await world.wait(noPods(kube, deployment.pods(node)), minutes(2))
    await sidecar.putBack()
  })
  await deployment.apply()
  const running = await world.wait(podRunning(kube, deployment.pods(node)), seconds(60))
  const { uid = '' } = running.metadata ?? {}
  deployed.set(world, new DeployedSidecar(sidecar, deployment.pods(node), uid, filesBefore))
}

/**
 * Where pod control goes by kubectl, a start of the unit deletes the pod. The next one, deleted before all of it has started,
 * would be there for up to 75 s. What does not come to run is removed as it is.
 */
async function podHasStarted(
  world: KubesonicWorld,
  sidecar: Sidecar,
  pods: PodQuery,
): Promise<void> {
  const { podRunning, sidecarTraits, unitStarted } = library()
  try {
    const { generation } = await world.wait(sidecarTraits(sidecar), seconds(5))
    if (generation !== 'kubectl') return
    await world.wait(unitStarted(sidecar), seconds(20))
    await world.wait(podRunning(world.kube, pods), seconds(20))
  } catch {
    // The scenario has told already what is wrong.
  }
}

async function insistOnImages(dut: Host, images: readonly string[]): Promise<void> {
  const { CapabilityMissing, root } = library()
  for (const each of images) {
    const { exitCode } = await dut.attempt(root`docker image inspect ${each} > /dev/null 2>&1`)
    if (exitCode !== 0)
      throw new CapabilityMissing(
        `the DUT has no image ${each}: pull it there, or give it that name`,
      )
  }
}
