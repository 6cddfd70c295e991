import { type Deployment } from '../../lib/kube/deployment'
import { type PodQuery } from '../../lib/kube/api/queries'
import { type RegistryLogin } from '../../lib/registry/registry-token'
import { Secret } from '../../lib/testbed/testbed'
import { minutes } from '../../lib/wait/duration'
import { library } from '../library'
import { type KubesonicWorld } from '../world'

/** What a DaemonSet brings for the registry, or asks of it. */
export type Credential = 'a fresh token' | 'a wrong token' | 'no login' | 'another tag'

const deployments = new WeakMap<KubesonicWorld, Deployment>()
const wrongToken = new Secret('no-token-of-this-registry')
let count = 0

/** Deploys a DaemonSet on the DUT whose image is in the registry only; what it brings for it is said in the plan. */
export async function deployFromRegistry(
  world: KubesonicWorld,
  credential: Credential,
): Promise<void> {
  const { pulls, kube, session } = world
  const name = `pull-${session.run}-${(count += 1)}`
  const fresh = credential === 'no login' ? undefined : await pulls.login()
  const login = credential === 'a wrong token' && fresh ? { ...fresh, token: wrongToken } : fresh
  if (login) await bringSecret(world, name, login)
  const { Deployment } = library()
  const deployment = new Deployment(
    kube,
    { run: session.run, nodes: [await world.node()] },
    session.templates.get('feature'),
    {
      name,
      container: 'pulled',
      // Those of an earlier scenario, which may be on their way out, are none of its pods.
      labels: { app: name },
      image: credential === 'another tag' ? `${pulls.image}-nobody-pushed-this` : pulls.image,
      ...(login ? { pullSecret: name } : {}),
    },
  )
  deployments.set(world, deployment)
  world.undo.add(`DaemonSet ${name}`, () => remove(world, deployment))
  await deployment.apply()
}

/** The pods of the scenario's DaemonSet on the DUT. */
export async function pullingPods(world: KubesonicWorld): Promise<PodQuery> {
  const deployment = deployments.get(world)
  if (!deployment) throw new Error('No DaemonSet with the image of the registry was deployed yet.')
  return deployment.pods(await world.node())
}

async function bringSecret(
  { pulls, undo }: KubesonicWorld,
  name: string,
  login: RegistryLogin,
): Promise<void> {
  const remove = await pulls.createSecret(name, login)
  undo.add(`pull secret ${name}`, async () => void (await remove()))
}

/** A pod that ran holds the image. */
async function remove(world: KubesonicWorld, deployment: Deployment): Promise<void> {
  await deployment.remove()
  await world.wait(library().podsEnded(world.kube, await pullingPods(world)), minutes(2))
}
