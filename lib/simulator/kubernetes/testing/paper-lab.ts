import { SeededRandom } from '../../chance/seeded-random'
import { type ApiClient } from '../api/api-client'
import { type SimulatedCluster } from '../cluster'
import { type Event, type KubeObject, type Node, type Pod } from '../objects'
import { serviceaccounts } from '../resources/core'
import { events } from '../resources/events'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'
import { type Resource } from '../resources/resource'
import { timestamp } from '../../time/timestamp'
import { recordedCluster } from './recorded-cluster'
import { VirtualClock } from './virtual-clock'

/** A cluster whose nodes exist on paper: nothing runs there, yet their pods are said to, and end when they are told to. */
export class PaperLab implements AsyncDisposable {
  readonly clock = new VirtualClock()
  readonly cluster: SimulatedCluster
  readonly #nodes = new Set<string>()
  #unwatch: (() => void) | undefined
  /** What becomes of a pod that has been bound; nothing: it stays pending. */
  phaseOf: (pod: Pod) => string | undefined = () => 'Running'

  private constructor(otherwise: Parameters<typeof recordedCluster>[2]) {
    this.cluster = recordedCluster(this.clock, new SeededRandom(7), otherwise)
  }

  static start(...names: string[]): Promise<PaperLab> {
    return PaperLab.of({}, ...names)
  }

  /** One whose cluster is another than the recorded one in so much. */
  static async of(
    otherwise: Parameters<typeof recordedCluster>[2],
    ...names: string[]
  ): Promise<PaperLab> {
    const lab = new PaperLab(otherwise)
    await lab.cluster.start({ host: '127.0.0.1', port: 0 })
    lab.#unwatch = lab.client.watch([pods], ({ type, object }) => {
      if (type !== 'DELETED') lab.#attend(object as Pod)
    })
    await lab.clock.until('there is a service account', () => lab.has(serviceaccounts, 'default'))
    for (const name of names) lab.addNode(name)
    await lab.clock.pass(1)
    return lab
  }

  get client(): ApiClient {
    return this.cluster.client()
  }

  addNode(name: string): void {
    this.#nodes.add(name)
    const labels = { 'kubernetes.io/hostname': name, paper: 'yes' }
    this.client.create(nodes, {
      kind: 'Node',
      apiVersion: 'v1',
      metadata: { name, labels },
      spec: {},
      status: {},
    })
    this.client.modifyStatus(nodes, { name }, ({ status }) => {
      status.conditions = [{ type: 'Ready', status: 'True', lastHeartbeatTime: this.#now() }]
      status.allocatable = { cpu: '4', memory: '8Gi', pods: '110' }
    })
  }

  /** Says that it lives: nodes that are not heard of for 40 s are given up. */
  beat(name: string): void {
    this.client.modifyStatus(nodes, { name }, ({ status }) => {
      for (const condition of status.conditions ?? []) condition.lastHeartbeatTime = this.#now()
    })
  }

  changeNode(name: string, change: (node: Node) => void): void {
    this.client.modify(nodes, { name }, change)
  }

  /** The pods of the namespace `default` that aren't going. */
  pods(): Pod[] {
    return this.client.list(pods, 'default').filter(({ metadata }) => !metadata.deletionTimestamp)
  }

  has(resource: Resource<never>, name: string, namespace = 'default'): boolean {
    return this.client.find(resource, { namespace, name }) !== undefined
  }

  /** The texts of the events that give this reason, each as often as it was counted. */
  eventsOf(reason: string): string[] {
    return this.client
      .list(events)
      .filter((event: Event) => event.reason === reason)
      .map(({ message }: Event) => message.replace(/-[a-z0-9]{5}(?= |$)/g, '-<id>'))
  }

  create<T extends KubeObject>(resource: Resource<T>, object: object): T {
    return this.client.create(resource, object as T)
  }

  #attend(pod: Pod): void {
    const { metadata, spec, status } = pod
    if (!spec.nodeName || !this.#nodes.has(spec.nodeName)) return
    if (metadata.deletionTimestamp) {
      this.clock.after(40, () => this.#end(pod))
    } else if (status.phase === 'Pending') {
      this.clock.after(40, () => this.#advance(pod))
    }
  }

  #end({ metadata }: Pod): void {
    if (this.client.find(pods, metadata)?.metadata.uid === metadata.uid)
      this.client.delete(pods, metadata, { gracePeriodSeconds: 0 })
  }

  #advance(pod: Pod): void {
    const phase = this.phaseOf(pod)
    if (!phase || !this.client.find(pods, pod.metadata)) return
    const ready = phase === 'Running' ? 'True' : 'False'
    this.client.modifyStatus(pods, pod.metadata, ({ status }) => {
      status.phase = phase
      status.conditions = [{ type: 'Ready', status: ready, lastTransitionTime: this.#now() }]
    })
  }

  #now(): string {
    return timestamp(this.clock.now())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#unwatch?.()
    this.clock.stop()
    await this.cluster.close()
  }
}
