import { type SimulatedClock } from '../../time/clock'
import { Turns } from '../../time/turns'
import { type SeededRandom } from '../../chance/seeded-random'
import { ApiUnreachable } from '../api/api-client'
import { StatusError } from '../api/status-error'
import { type ContainerRuntime } from './container-runtime'
import { EventRecorder, referenceTo } from '../events/event-recorder'
import { admissionRefusal } from './admission'
import { BackOff } from './back-off'
import { podUid } from './container-run'
import { ImagePuller } from './image-puller'
import { collectGarbage, collectionMs } from './garbage-collection'
import { type HostFiles, type KubeletAccess, type KubeletHost } from './kubelet-host'
import { type FindContainer, kubeletServer } from './kubelet-server'
import { type NodeDescription } from './node-description'
import { NodeHeartbeat } from './node-heartbeat'
import { collectLogs } from './pod-logs'
import { PodSources } from './pod-sources'
import { PodWorker } from './pod-worker'
import { stopContainer } from './stop-container'
import { type Pod, type PodStatus } from '../objects'
import { isOver } from '../objects/pod-phase'
import { configmaps, secrets } from '../resources/core'
import { nodes } from '../resources/nodes'
import { pods } from '../resources/pods'

export interface KubeletOptions {
  readonly node: NodeDescription
  readonly access: KubeletAccess
  readonly runtime: ContainerRuntime
  readonly clock: SimulatedClock
  readonly random: SeededRandom
  /** Lines for the unit's journal, without klog's date. */
  readonly log: (line: string) => void
  /** Default: every path is as pods want it, and volumes hold nothing. */
  readonly hostFiles?: HostFiles
}

/** The kubelet's batches: what could not be written is tried again, what has ended is taken off the API. */
const batchMs = 10_000

/**
 * A node's agent. It registers the node, keeps its heartbeat, and runs the pods that are bound to it. While the
 * API can't be reached the pods run on; a node that was deleted is not registered again.
 */
export class Kubelet {
  readonly #host: KubeletHost
  readonly #heartbeat: NodeHeartbeat
  readonly #backOff: BackOff
  readonly #puller: ImagePuller
  readonly #workers = new Map<string, PodWorker>()
  /** From each start on. */
  #batches: Turns | undefined
  #stops: (() => void)[] = []

  constructor(options: KubeletOptions) {
    const { access, clock, node } = options
    const random = options.random.of(`kubelet ${node.name}`)
    const source = { component: 'kubelet', host: node.name }
    this.#host = {
      ...options,
      random,
      sources: new PodSources(access),
      recorder: new EventRecorder(() => access.client(), clock, source),
    }
    this.#heartbeat = new NodeHeartbeat(this.#host)
    this.#backOff = new BackOff(clock)
    this.#puller = new ImagePuller(this.#host, this.#backOff)
  }

  /** Resolves when the node is registered. Rejects with ApiUnreachable when the API isn't there. */
  async start(): Promise<void> {
    const { access, clock, node, recorder } = this.#host
    this.#batches = new Turns(clock, batchMs, () => this.#batch())
    recorder.forget()
    this.#heartbeat.register()
    this.#stops = [
      access.client().watch([pods], ({ type, object }) => {
        if ((object as Pod).spec.nodeName !== node.name) return
        this.#batches?.heed()
        this.#quietly(() => this.#changed(type, object as Pod))
      }),
      access.client().watch([configmaps, secrets], ({ resource, object }) => {
        for (const worker of this.#workers.values())
          worker.sourceChanged(resource as 'configmaps' | 'secrets', object.metadata)
      }),
      this.#serve(),
    ]
    this.#collectLater()
    this.#batches.heed()
    this.#quietly(() => void this.#catchUp())
  }

  /** The node's containers run on; its heartbeat ends. */
  async stop(): Promise<void> {
    this.#heartbeat.stop()
    this.#batches?.stop()
    for (const stop of this.#stops.splice(0)) stop()
    for (const worker of this.#workers.values()) worker.abandon()
    this.#workers.clear()
  }

  #collectLater(): void {
    const cancel = this.#host.clock.afterInterval(collectionMs, () => {
      this.#stops = this.#stops.filter((stop) => stop !== cancel)
      const { hostFiles } = this.#host
      collectGarbage(this.#host, (uid) => this.#workers.has(uid))
      if (hostFiles) collectLogs(hostFiles.fs, new Set(this.#workers.keys()))
      // Of a container of no pod that somebody has made by hand there is no other news.
      this.#batches?.heed()
      this.#collectLater()
    })
    this.#stops.push(cancel)
  }

  /** Whether something is left for the next one. */
  #batch(): boolean {
    let allKnown = false
    this.#quietly(() => (allKnown = this.#catchUp()))
    this.#quietly(() => this.#finish())
    const ending = [...this.#workers.values()].some(({ pod }) => pod.metadata.deletionTimestamp)
    return ending || !allKnown
  }

  /** Compares with the API what may have been missed, and removes what nobody knows any more; whether there was none. */
  #catchUp(): boolean {
    const { access, node, runtime } = this.#host
    const bound = access
      .client()
      .list(pods)
      .filter(({ spec }) => spec.nodeName === node.name)
      .toSorted(byAge)
    for (const pod of bound) this.#changed('MODIFIED', pod)
    const known = new Set(bound.map(({ metadata }) => metadata.uid))
    const lost = [...this.#workers].filter(([uid]) => !known.has(uid))
    for (const [uid, worker] of lost) this.#forget(uid, worker)
    const foreign = runtime.podContainers().filter(({ labels, running }) => {
      const uid = labels[podUid] ?? ''
      return running && !known.has(uid) && !this.#workers.has(uid)
    })
    for (const { id } of foreign) void stopContainer(this.#host, id, 0)
    for (const worker of this.#workers.values()) worker.rewrite()
    return lost.length === 0 && foreign.length === 0
  }

  #changed(type: string, pod: Pod): void {
    this.#host.access.client()
    const uid = pod.metadata.uid ?? ''
    const worker = this.#workers.get(uid)
    if (type === 'DELETED') {
      if (worker) this.#forget(uid, worker)
    } else if (worker) {
      worker.update(pod)
    } else if (!isOver(pod)) {
      this.#admit(pod)
    } else if (pod.metadata.deletionTimestamp) {
      this.#worker(pod).refuse(pod.status)
    }
  }

  #admit(pod: Pod): void {
    const node = this.#host.access.client().find(nodes, this.#host.node)
    const others = [...this.#workers.values()].filter(({ isActive }) => isActive)
    const refusal =
      node &&
      admissionRefusal(
        node,
        pod,
        others.map((worker) => worker.pod),
      )
    const worker = this.#worker(pod)
    if (!refusal) return worker.begin()
    const { reason, message } = refusal
    this.#host.recorder.record({ about: referenceTo(pod), type: 'Warning', reason, message })
    worker.refuse({ phase: 'Failed', message: `Pod ${message}`, reason })
  }

  #worker(pod: Pod): PodWorker {
    const write = this.#write.bind(this)
    const worker = new PodWorker(
      { host: this.#host, puller: this.#puller, backOff: this.#backOff, write },
      pod,
    )
    this.#workers.set(pod.metadata.uid ?? '', worker)
    return worker
  }

  #forget(uid: string, worker: PodWorker): void {
    this.#backOff.forget(uid)
    void worker.removeTraces().then(() => this.#workers.delete(uid))
  }

  /** Pods that have ended are taken off the API: the second phase of their deletion. */
  #finish(): void {
    for (const { pod, reclaimed } of this.#workers.values()) {
      if (!reclaimed || !pod.metadata.deletionTimestamp) continue
      const { uid = '' } = pod.metadata
      this.#quietly(() =>
        this.#host.access
          .client()
          .delete(pods, pod.metadata, { gracePeriodSeconds: 0, preconditions: { uid } }),
      )
    }
  }

  #write({ metadata }: Pod, status: PodStatus): void {
    this.#quietly(
      () =>
        void this.#host.access.client().modifyStatus(pods, metadata, (draft) => {
          if (draft.metadata.uid === metadata.uid) draft.status = status
        }),
    )
  }

  /** Answers the API server until it is stopped. */
  #serve(): () => void {
    const { access, node, runtime } = this.#host
    const stopping = new AbortController()
    const find: FindContainer = (uid, container, previous) =>
      this.#workers.get(uid)?.containerId(container, previous)
    const withdraw = access.serve(node.name, kubeletServer(runtime, find, stopping.signal))
    return () => {
      withdraw()
      stopping.abort(new Error('the kubelet has stopped'))
    }
  }

  #quietly(action: () => void): void {
    try {
      action()
    } catch (error) {
      if (!(error instanceof ApiUnreachable || error instanceof StatusError)) throw error
      this.#batches?.heed()
    }
  }
}

/** Who came first is let in first. */
const byAge = (one: Pod, other: Pod): number =>
  Date.parse(one.metadata.creationTimestamp ?? '') -
  Date.parse(other.metadata.creationTimestamp ?? '')
