import type { MinikubeCluster } from '../vmhost/minikube/minikube-cluster'
import type { Simulation } from '../simulation'
import type { EndFault, Fault } from './fault'

const apiRefused: Fault = {
  name: 'api-refused',
  what: 'The API server refuses connections, as when it is down; open watches are cut.',
  parameters: {},
  apply: (simulation) => onEveryCluster(simulation, 'refuse'),
}

const apiHanging: Fault = {
  name: 'api-hanging',
  what: 'The API server accepts connections and never answers.',
  parameters: {},
  apply: (simulation) => onEveryCluster(simulation, 'hang'),
}

/** Clusters that are started while the fault lasts have it as well. */
function onEveryCluster({ vmhost }: Simulation, mode: 'refuse' | 'hang'): EndFault {
  const set = ({ kubernetes }: MinikubeCluster, to: typeof mode | 'serve'): void => {
    kubernetes.api.mode = to
  }
  const forget = vmhost.onCluster((cluster) => set(cluster, mode))
  for (const cluster of vmhost.clusters.values()) set(cluster, mode)
  return () => {
    forget()
    for (const cluster of vmhost.clusters.values()) set(cluster, 'serve')
  }
}

export const apiFaults: readonly Fault[] = [apiRefused, apiHanging]
