import { SimulatedClock } from '../../time/clock'
import { type Container } from '../../docker/container/container'
import { kubeconfigText } from '../credentials/admin-kubeconfig'
import { Machine } from '../../machine/machine'
import { type LoopbackAddress } from '../../network/simulated-network'
import { SeededRandom } from '../../chance/seeded-random'
import { isReady } from '../controllers/availability'
import { type Pod } from '../objects'
import { serviceaccounts } from '../resources/core'
import { pods } from '../resources/pods'
import { eventually } from './eventually'
import { RecordedLab } from './recorded-lab'

/** The recorded lab with pods on its DUT whose containers are talked with. */
export class StreamsLab implements AsyncDisposable {
  private constructor(
    readonly recorded: RecordedLab,
    private readonly listeners: Map<number, LoopbackAddress>,
  ) {}

  static async start(): Promise<StreamsLab> {
    const clock = new SimulatedClock(1 / 100)
    const random = new SeededRandom(42)
    const listeners = new Map<number, LoopbackAddress>()
    const recorded = await RecordedLab.start(clock, random, {
      machine: new Machine({ hostname: 'vlab-01', users: [], clock, random }),
      publish: () => () => undefined,
      listensAt: (port) => listeners.get(port),
    })
    await recorded.kubelet.start()
    return new StreamsLab(recorded, listeners)
  }

  /** At this port of the DUT something listens. */
  listen(port: number, at: LoopbackAddress): void {
    this.listeners.set(port, at)
  }

  /** An administrator's. */
  get kubeconfig(): string {
    const { port, cluster } = this.recorded
    return kubeconfigText('lab', `https://127.0.0.1:${port}`, cluster.pki)
  }

  /** A pod of the namespace `default` that runs once, with containers of these names. */
  async runPod(name: string, ...containers: readonly string[]): Promise<void> {
    const pod = {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: { name, namespace: 'default' },
      spec: {
        nodeName: 'vlab-01',
        hostNetwork: true,
        restartPolicy: 'Never',
        terminationGracePeriodSeconds: 0,
        containers: containers.map((each) => ({ name: each, image: 'k8s.gcr.io/pause:3.5' })),
      },
      status: {},
    } as unknown as Pod
    const client = this.recorded.cluster.client()
    await eventually(
      'the namespace has its service account',
      () => client.find(serviceaccounts, { namespace: 'default', name: 'default' }) !== undefined,
    )
    client.create(pods, pod)
    await eventually(`${name} is ready`, () =>
      isReady(client.find(pods, { namespace: 'default', name })!),
    )
  }

  /** The engine's container of such a pod. */
  container(pod: string, name: string): Container {
    const { runtime } = this.recorded
    const { id } = runtime
      .podContainers()
      .find(
        ({ labels, running }) =>
          running &&
          labels['io.kubernetes.pod.name'] === pod &&
          labels['io.kubernetes.container.name'] === name,
      )!
    return runtime.container(id)
  }

  /** What a container writes now. */
  say(pod: string, container: string, text: string): void {
    this.container(pod, container).log.write(text, this.recorded.runtime.now())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.recorded[Symbol.asyncDispose]()
  }
}
