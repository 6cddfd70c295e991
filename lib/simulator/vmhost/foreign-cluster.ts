import type { User } from '../machine/types'
import { MinikubeCluster } from './minikube/minikube-cluster'
import { minikubeReleases } from './minikube/releases'
import type { Vmhost } from './vmhost'

export interface ForeignCluster {
  readonly profile: string
  readonly port: number
  readonly user: string
  readonly kubernetes: string
}

/** A cluster that another user of the vmhost has had for long: running, and none of ours. */
export async function startForeignCluster(
  vmhost: Vmhost,
  { profile, port, user, kubernetes }: ForeignCluster,
): Promise<MinikubeCluster> {
  const [release] = minikubeReleases
  if (!release) throw new Error('The simulated vmhost knows no release of minikube.')
  const home = `/home/${user}`
  vmhost.machine.users.add(somebody(user, home))
  vmhost.machine.fs.mkdirp(home, { uid: 1100, gid: 1100 })
  const cluster = MinikubeCluster.create(
    vmhost,
    {
      profile,
      kubernetes,
      force: false,
      driver: 'docker',
      apiServerPort: port,
      apiServerIps: [vmhost.address],
      published: new Map([[port, port]]),
      listenAddress: '0.0.0.0',
    },
    release,
    home,
  )
  vmhost.addCluster(cluster)
  await cluster.start()
  return cluster
}

const somebody = (name: string, home: string): User => ({
  name,
  uid: 1100,
  gid: 1100,
  home,
  groups: ['docker'],
  sudo: 'none',
})
