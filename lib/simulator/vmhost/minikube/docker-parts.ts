import type { DockerEngine } from '../../docker/engine'
import { hasLabel, type Labels } from '../../docker/client/labels'
import type { PublishedPort } from '../../docker/container/container'
import type { StartOptions } from './start-options'

const ofProfile = 'name.minikube.sigs.k8s.io'

/** The network and the volume that a profile's container gets. The answer: the container's own labels. */
export function prepareDocker(docker: DockerEngine, profile: string, nodeIp: string): Labels {
  const labels = { 'created_by.minikube.sigs.k8s.io': 'true', [ofProfile]: profile }
  const network = nodeIp.replace(/\d+$/, '')
  const made = { name: profile, labels, createdAt: docker.now() }
  if (!docker.networks.find(profile))
    docker.networks.create({ ...made, subnet: `${network}0/24`, gateway: `${network}1` })
  docker.volumes.create(made)
  return {
    ...labels,
    'mode.minikube.sigs.k8s.io': profile,
    'role.minikube.sigs.k8s.io': '',
  }
}

/** The ports of the node that minikube publishes, each where somebody wants it or at the next that is free. */
export function publishedPorts(
  ports: { isTaken(port: number): boolean },
  { apiServerPort, published, listenAddress: address }: StartOptions,
): readonly PublishedPort[] {
  const inner = new Set([22, 2376, 5000, apiServerPort, 32_443, ...published.keys()])
  let free = 32_768
  const next = (): number => {
    while (ports.isTaken(free) || [...published.values()].includes(free)) free += 1
    return free++
  }
  return [...inner]
    .sort((one, other) => one - other)
    .map((port) => ({
      inside: `${port}/tcp`,
      outside: String(published.get(port) ?? next()),
      address,
    }))
}

/** All of it goes by its label, whether there is a profile or not. */
export function removeFromDocker(docker: DockerEngine, profile: string): void {
  const isOurs = ({ labels }: { labels?: Labels }): boolean =>
    hasLabel(labels, `${ofProfile}=${profile}`)
  for (const container of docker.containers().filter(({ spec }) => isOurs(spec)))
    docker.remove(container, true)
  for (const { name } of docker.volumes.all().filter(isOurs)) docker.volumes.remove(name, [])
  for (const { id } of docker.networks.all().filter(isOurs)) docker.networks.remove(id, () => false)
}
