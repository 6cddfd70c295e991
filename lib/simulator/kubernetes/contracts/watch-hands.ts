import { isReady } from '../controllers/availability'
import { type DaemonSet, type KubeObject, type PodSpec, type Taint } from '../objects'
import { namespaces } from '../resources/core'
import { daemonsets } from '../resources/daemonsets'
import { pods } from '../resources/pods'
import { RecordedLab } from '../testing/recorded-lab'
import { TypicalRandom } from '../testing/typical-random'
import { VirtualClock } from '../testing/virtual-clock'
import { LabHands } from './lab-hands'
import type { LookTaking } from './look-taking'
import { type WatchEvent, watchRecording } from './watch-recording'
import { type WatchStream } from './watch-stream'

/** The recorded lab under the hands of a story that is watched: what is done, and how far things have come. */
export class WatchHands extends LabHands {
  /** The streams that are being watched. */
  readonly streams: WatchStream[] = []
  /** What is looked at on the way. */
  readonly looks: LookTaking[] = []
  readonly #written = new Map<string, number>()
  #begun = 0

  private constructor(lab: RecordedLab, clock: VirtualClock) {
    super(lab, clock)
    lab.cluster.store.subscribe(({ revision }) => this.#written.set(String(revision), clock.now()))
  }

  /** A fresh cluster whose control plane runs; `chance`: where in their ranges durations fall, from 0 to 1. */
  static override async begin(chance = 0.5): Promise<WatchHands> {
    const clock = new VirtualClock()
    const hands = new WatchHands(await RecordedLab.start(clock, new TypicalRandom(chance)), clock)
    await hands.controlPlaneRuns()
    return hands
  }

  /** From now on `at` counts. */
  beginWatching(): void {
    this.#begun = this.clock.now()
  }

  /** Lets time go by until so many seconds after the watches began, as in the recording, and all looks before it. */
  async at(seconds: number): Promise<void> {
    await this.clock.pass(Math.max(0, seconds - (this.clock.now() - this.#begun) / 1000))
    for (const looks of this.looks) await looks.untilTaken(seconds)
  }

  /** When the object was written, in seconds after the watches began; 0 if that was before. */
  secondsOf({ metadata }: KubeObject): number {
    const written = this.#written.get(metadata.resourceVersion ?? '') ?? 0
    return Math.max(0, written - this.#begun) / 1000
  }

  /** It has joined, is Ready, and has lost the taints of a newcomer. */
  async joined(): Promise<void> {
    await this.join()
    await this.until('the node is Ready and clean', () => {
      const { spec, status } = this.node!
      return status.conditions?.at(-1)?.status === 'True' && spec.taints === undefined
    })
    await this.clock.pass(1)
  }

  taint(taints: Taint[]): void {
    this.changeNode(({ spec }) => {
      spec.taints = taints
    })
  }

  createNamespace(name: string): void {
    this.api.create(namespaces, {
      kind: 'Namespace',
      apiVersion: 'v1',
      metadata: { name },
      spec: {},
      status: { phase: '' },
    })
  }

  deleteNamespace(name: string): void {
    this.api.delete(namespaces, { name })
  }

  createSet(name: string, spec: DaemonSet['spec'], namespace = 'default'): void {
    this.api.create(daemonsets, {
      kind: 'DaemonSet',
      apiVersion: 'apps/v1',
      metadata: { name, namespace },
      spec: structuredClone(spec),
    } as DaemonSet)
  }

  /** The DaemonSet of a recording, as it was first seen. */
  createRecorded(stream: string): void {
    const { metadata, spec } = watchRecording(stream).events[0]!.object as DaemonSet
    this.createSet(metadata.name, spec)
  }

  changeSet(name: string, change: (spec: DaemonSet['spec'], template: PodSpec) => void): void {
    this.api.modify(daemonsets, { namespace: 'default', name }, ({ spec }) =>
      change(spec, spec.template.spec),
    )
  }

  deleteSet(name: string): void {
    this.api.delete(daemonsets, { namespace: 'default', name })
  }

  deletePod(set: string, gracePeriodSeconds?: number): void {
    this.api.delete(pods, this.pod(set)!.metadata, {
      ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }),
    })
  }

  async podIsReady(set: string): Promise<void> {
    await this.until('the pod is ready', () => {
      const pod = this.pod(set)
      return pod !== undefined && isReady(pod) && !pod.metadata.deletionTimestamp
    })
    await this.clock.pass(0.1)
  }

  /** The pod of the newest template is ready, and counted. */
  async rolledOut(name: string): Promise<void> {
    await this.until('it is rolled out', () => {
      const { metadata, status } = this.daemonSet(name)!
      const { observedGeneration, updatedNumberScheduled, numberReady } = status
      return (
        observedGeneration === metadata.generation &&
        updatedNumberScheduled === 1 &&
        numberReady === 1
      )
    })
    await this.clock.pass(0.1)
  }

  async podIsGone(set: string): Promise<void> {
    await this.until('the pod is gone', () => this.pod(set) === undefined)
    await this.clock.pass(0.1)
  }

  /** The container's id of a DaemonSet's pod, in the device's Docker. */
  containerId(set: string): string {
    return (
      this.pod(set)?.status.containerStatuses?.[0]?.containerID?.slice('docker://'.length) ?? ''
    )
  }

  /** Until as much has come on a stream as was recorded before the first deletion, or at all. */
  async untilAsRecorded(stream: string): Promise<void> {
    const { request, events } = watchRecording(stream)
    const [, namespace, plural = ''] = /namespaces\/([^/]+)\/([a-z]+)/.exec(request) ?? []
    const isDeletion = ({ type, object }: WatchEvent): boolean =>
      type === 'DELETED' || object.metadata.deletionTimestamp !== undefined
    const first = events.findIndex(
      (event, at) => at > 0 && isDeletion(event) && !isDeletion(events[at - 1]!),
    )
    const wanted = first < 0 ? events.length : first
    let count = this.streams.find(({ name }) => name === stream)?.events.length ?? 0
    const unwatch = this.api.watch([{ plural }], ({ object }) => {
      if (object.metadata.namespace === namespace) count++
    })
    await this.until(`${wanted} events have come`, () => count >= wanted)
    unwatch()
    for (const looks of this.looks) await looks.untilTaken(events[wanted]?.t)
    await this.clock.pass(1)
  }
}
