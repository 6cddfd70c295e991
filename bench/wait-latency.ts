import { KubeClient } from '../lib/kube/kube-client'
import { nodeLabelled } from '../lib/kube/conditions'
import { SimulatedClock } from '../lib/simulator/time/clock'
import { SimulatedCluster } from '../lib/simulator/kubernetes/cluster'
import { nodes } from '../lib/simulator/kubernetes/resources/nodes'
import { SeededRandom } from '../lib/simulator/chance/seeded-random'
import { Secret } from '../lib/testbed/testbed'
import { seconds } from '../lib/wait/duration'
import { waitFor } from '../lib/wait/wait-for'
import { type Measurement, percentile } from './measurement'

const waits = 200
const limitMs = 100
const node = 'bench'

/** From the moment that a condition is true in the API to the moment that the wait for it goes on. */
export const waitLatency = async (): Promise<Measurement[]> => {
  const clock = new SimulatedClock(0)
  const random = new SeededRandom(1)
  const cluster = SimulatedCluster.create({
    kubernetes: 'v1.22.2',
    nodeName: node,
    nodeIp: '192.168.49.2',
    clock,
    random,
    apiServerIps: ['127.0.0.1'],
    apiPort: 6443,
  })
  const { host, port } = await cluster.start({ host: '127.0.0.1', port: 0 })
  const kube = connect(cluster, `https://${host}:${port}`)
  try {
    const late: number[] = []
    for (let i = 0; i < waits; i++) late.push(await latencyOfOne(cluster, kube, i, random))
    return [measurement(late)]
  } finally {
    await kube.close()
    await cluster.close()
    clock.stop()
  }
}

const connect = ({ pki }: SimulatedCluster, server: string): KubeClient =>
  KubeClient.connect({
    server,
    ca: pki.ca.certificate,
    certificate: pki.apiserverKubeletClient.certificate,
    key: new Secret(pki.apiserverKubeletClient.key),
    tlsServerName: 'control-plane.minikube.internal',
  })

const latencyOfOne = async (
  cluster: SimulatedCluster,
  kube: KubeClient,
  i: number,
  random: SeededRandom,
): Promise<number> => {
  const value = String(i)
  let trueSince = 0
  const makeTrue = (): void => {
    cluster.client().modify(nodes, { name: node }, (draft) => {
      draft.metadata.labels = { ...draft.metadata.labels, bench: value }
    })
    trueSince = performance.now()
  }
  // At any moment of the wait: while it lists, while it opens its watch, and long after.
  setTimeout(makeTrue, random.next() * 100)
  await waitFor(nodeLabelled(kube, node, 'bench', value), { within: seconds(10) })
  return performance.now() - trueSince
}

const measurement = (late: readonly number[]): Measurement => {
  const p99 = percentile(late, 99)
  return {
    what: 'time wasted by a wait, 99th percentile',
    measured: `${p99.toFixed(1)} ms`,
    against: `median ${percentile(late, 50).toFixed(1)} ms of ${waits} waits`,
    limit: `${limitMs} ms`,
    reached: p99 <= limitMs,
  }
}
