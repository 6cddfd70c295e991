import type { Simulation } from '../simulation/simulation'
import type { End } from '../switches/switchable'
import type { MinikubeCluster } from '../vmhost/minikube/minikube-cluster'

/** Does it to every cluster on the vmhost, those that are created later too; the answer ends it for all. */
export async function onEveryCluster(
  { vmhost }: Simulation,
  act: (cluster: MinikubeCluster) => Promise<End> | End,
): Promise<() => Promise<void>> {
  const ends: Promise<End>[] = []
  const begin = (cluster: MinikubeCluster): void => void ends.push(Promise.resolve(act(cluster)))
  const forget = vmhost.onCluster(begin)
  for (const cluster of vmhost.clusters.values()) begin(cluster)
  await Promise.all(ends)
  return async () => {
    forget()
    for (const end of (await Promise.all(ends)).reverse()) await end()
  }
}
