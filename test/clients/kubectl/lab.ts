import { SimulatedClock } from '../../../lib/simulator/time/clock'
import { SimulatedCluster } from '../../../lib/simulator/kubernetes/cluster'
import { ControlPlaneRuntime } from '../../../lib/simulator/kubernetes/control-plane/control-plane-runtime'
import { Kubelet } from '../../../lib/simulator/kubernetes/kubelet/kubelet'
import { SeededRandom } from '../../../lib/simulator/chance/seeded-random'

/** A simulated cluster with its own node and vlab-01, as fast as it can. */
export interface KubectlLab extends AsyncDisposable {
  readonly cluster: SimulatedCluster
  readonly port: number
  /** Requests that a real API server would have known. */
  readonly unknown: readonly string[]
}

/** Starts one of that Kubernetes; the node is not Ready at once. */
export async function startLab(kubernetes: string): Promise<KubectlLab> {
  const clock = new SimulatedClock(1 / 100)
  const random = new SeededRandom(1)
  const cluster = SimulatedCluster.create({
    kubernetes,
    nodeName: 'kubesonic',
    nodeIp: '192.168.49.2',
    clock,
    random,
    apiServerIps: ['127.0.0.1'],
    apiPort: 6443,
  })
  const unknown: string[] = []
  cluster.onUnknown(({ method, path }) => unknown.push(`unknown to the API: ${method} ${path}`))
  const { port } = await cluster.start({ host: '127.0.0.1', port: 0 })
  const kubelet = new Kubelet({
    node: {
      name: 'vlab-01',
      address: '10.250.0.101',
      kubeletVersion: kubernetes,
      containerRuntimeVersion: 'docker://28.5.2',
      osImage: 'Debian GNU/Linux 13 (trixie)',
      kernelVersion: '6.12.41+deb13-sonic-amd64',
      machineId: random.uuid(),
      bootId: random.uuid(),
    },
    access: cluster.kubeletAccess(),
    runtime: new NodeRuntime(clock, random),
    clock,
    random,
    log: () => undefined,
  })
  await kubelet.start()
  return {
    cluster,
    port,
    unknown,
    async [Symbol.asyncDispose]() {
      await kubelet.stop()
      await cluster.close()
      clock.stop()
    },
  }
}

/** An engine that reaches no registry: of images with "nosuch" in their name it has none. */
class NodeRuntime extends ControlPlaneRuntime {
  override findImage(reference: string): string | undefined {
    return reference.includes('nosuch') ? undefined : super.findImage(reference)
  }

  override pull(): Promise<string> {
    return Promise.reject(new Error('dial tcp: lookup registry.nosuch: no such host'))
  }
}
