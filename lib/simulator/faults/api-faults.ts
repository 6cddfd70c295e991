import type { ApiCondition } from '../vmhost/minikube/minikube-cluster'
import type { Simulation } from '../simulation'
import type { EndFault, Fault } from './fault'

const apiRefused: Fault = {
  name: 'api-refused',
  what: 'The API server refuses connections, as when it is down; open watches are cut.',
  parameters: {},
  apply: (simulation) => onEveryCluster(simulation, 'refuses'),
}

const apiHanging: Fault = {
  name: 'api-hanging',
  what: 'The API server accepts connections and never answers.',
  parameters: {},
  apply: (simulation) => onEveryCluster(simulation, 'hangs'),
}

/** Clusters that are created while the fault lasts have it as well. */
async function onEveryCluster({ vmhost }: Simulation, condition: ApiCondition): Promise<EndFault> {
  const setAll = async (to: ApiCondition): Promise<void> => {
    for (const cluster of vmhost.clusters.values()) await cluster.setApi(to)
  }
  const forget = vmhost.onCluster((cluster) => void cluster.setApi(condition))
  await setAll(condition)
  return async () => {
    forget()
    await setAll('serves')
  }
}

export const apiFaults: readonly Fault[] = [apiRefused, apiHanging]
