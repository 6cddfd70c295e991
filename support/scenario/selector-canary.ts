import { minutes, type Milliseconds } from '../../lib/wait/duration'
import { library } from '../library'
import { type KubesonicWorld } from '../world'

let count = 0

/**
 * Deploys a DaemonSet that asks for one label only, and waits for its pod: by then the cluster has acted on the labels that
 * the node has. A pod of another DaemonSet that is not there yet is not going to come.
 */
export async function selectorCanary(
  world: KubesonicWorld,
  { key, value }: { readonly key: string; readonly value: string },
  within: Milliseconds,
): Promise<void> {
  const { kube, session } = world
  const { Deployment, noPods, podRunning } = library()
  const node = await world.node()
  const name = `canary-${session.run}-${(count += 1)}`
  const deployment = new Deployment(
    kube,
    { run: session.run, nodes: [node] },
    session.templates.get('feature'),
    {
      name,
      container: 'canary',
      labels: { app: name },
      image: session.testbed.images.pause,
      nodeSelector: { [key]: value },
    },
  )
  world.undo.add(`DaemonSet ${name}`, async () => {
    await deployment.remove()
    await world.wait(noPods(kube, deployment.pods(node)), minutes(2))
  })
  await deployment.apply()
  await world.wait(podRunning(kube, deployment.pods(node)), within)
}
