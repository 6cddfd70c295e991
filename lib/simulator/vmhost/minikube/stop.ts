import type { MinikubeCall } from './call'
import { find } from './status'

/** `minikube stop`: the container ends, the profile stays. */
export async function stop(call: MinikubeCall): Promise<void> {
  const cluster = find(call)
  if (!cluster) return
  call.say(`Stopping node "${cluster.options.profile}"  ...`)
  await call.host.docker.stop(cluster.container)
  await cluster.stop()
  call.say('1 node stopped.')
}
