import type { SimulatedClock } from '../../time/clock'
import type { SeededRandom } from '../../chance/seeded-random'
import { SimulatedCluster } from '../cluster'

type ClusterOptions = Parameters<typeof SimulatedCluster.create>[0]

/** For tests: the cluster of the recorded lab, not started yet; or one that differs from it in so much. */
export const recordedCluster = (
  clock: SimulatedClock,
  random: SeededRandom,
  otherwise: Partial<Pick<ClusterOptions, 'kubernetes' | 'apiServerIps'>> = {},
): SimulatedCluster =>
  SimulatedCluster.create({
    kubernetes: 'v1.20.2',
    nodeName: 'minikube',
    nodeIp: '192.168.49.2',
    apiServerIps: ['10.250.0.1'],
    apiPort: 6443,
    ...otherwise,
    clock,
    random,
  })

/** The node that the recorded DUT is. */
export const recordedNode = {
  name: 'vlab-01',
  address: 'fd25::101',
  kubeletVersion: 'v1.20.2' as string,
  containerRuntimeVersion: 'docker://20.10.24+dfsg1',
  osImage: 'Debian GNU/Linux 12 (bookworm)',
  kernelVersion: '6.18.44-fc-v657',
  machineId: 'b786dad8428847b9ac09747f2042c230',
  bootId: '1fd0d491-b953-4ea0-be95-bf4536c74cf2',
} as const
