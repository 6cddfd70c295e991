import type { DockerEngine } from '../../docker/engine'
import { hasLabel, type Labels } from '../../docker/client/labels'

const ofProfile = 'name.minikube.sigs.k8s.io'

/** The network and the volume that a profile's container gets. The answer: what all three are labelled with. */
export function prepareDocker(docker: DockerEngine, profile: string, nodeIp: string): Labels {
  const labels = { 'created_by.minikube.sigs.k8s.io': 'true', [ofProfile]: profile }
  const network = nodeIp.replace(/\d+$/, '')
  const made = { name: profile, labels, createdAt: docker.now() }
  if (!docker.networks.find(profile))
    docker.networks.create({ ...made, subnet: `${network}0/24`, gateway: `${network}1` })
  docker.volumes.create(made)
  return labels
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
