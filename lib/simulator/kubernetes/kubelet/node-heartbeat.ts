import { durations } from '../../chance/durations'
import { type ApiClient, ApiUnreachable } from '../api/api-client'
import { isNotFound, StatusError } from '../api/status-error'
import { type Node } from '../objects'
import { leases } from '../resources/cluster-services'
import { nodes } from '../resources/nodes'
import { microTimestamp, timestamp } from '../../time/timestamp'
import { hasKubelet, type KubeletHost } from './kubelet-host'
import { newNode, unknownCsi, updateNode } from './node-object'
import { readinessOf } from '../objects/node-readiness'

const periodMs = 10_000
const retryMs = 2_000
/** A status that does not change is reported this often. */
const reportMs = 300_000
/** An engine that does not answer for so long makes the node NotReady (maxWaitForContainerRuntime). */
const engineMs = 30_000
const leaseNamespace = 'kube-node-lease'

/** Registers the node, reports it ready with the next tick, and renews its lease from then on. */
export class NodeHeartbeat {
  #cancel: (() => void)[] = []
  #cordoned = false
  #reported = 0
  /** When the engine was last seen to answer. */
  #engineSeen = 0
  /** Once read, a network configuration counts until the kubelet's end, even if its file goes. */
  #hasNetwork = false

  constructor(private readonly host: KubeletHost) {}

  /** Throws ApiUnreachable and StatusError. */
  register(): void {
    const { host } = this
    const { node, access, clock } = host
    const random = host.random.of('heartbeat')
    this.#engineSeen = clock.now()
    host.log(`kubelet_node_status.go:71] Attempting to register node ${node.name}`)
    this.#report('Starting', 'Starting kubelet.')
    const known = access.client().find(nodes, node)
    if (!known) access.client().create(nodes, newNode(node, this.#now()))
    host.log(`kubelet_node_status.go:74] Successfully registered node ${node.name}`)
    if (known) this.#reportAllocatable()
    this.#reportPressures()
    if (!known) this.#reportAllocatable()

    const update = (): void => {
      this.#reportPressures()
      if (known) this.#reportReady(this.host.access.client())
      else this.#update(unknownCsi)
    }
    this.#cancel.push(
      clock.after(random.within(durations.firstStatus), () => this.#quietly(update)),
    )
    this.#tick(known ? periodMs : random.within(durations.firstTick))
  }

  stop(): void {
    for (const cancel of this.#cancel.splice(0)) cancel()
  }

  #tick(afterMs: number): void {
    const cancel = this.host.clock.afterInterval(afterMs, () => {
      this.#cancel = this.#cancel.filter((other) => other !== cancel)
      const reached = this.#quietly(() => {
        const client = this.host.access.client()
        this.#renewLease(client)
        this.#reportReady(client)
      })
      this.#tick(reached ? periodMs : retryMs)
    })
    this.#cancel.push(cancel)
  }

  #reportReady(client: ApiClient): void {
    const { node } = this.host
    const current = client.find(nodes, node)
    if (!current) {
      this.host.log(
        `kubelet_node_status.go:447] Error updating node status, will retry: error getting node "${node.name}": nodes "${node.name}" not found`,
      )
      return
    }
    this.#noteCordon(current)
    const trouble = this.#engineTrouble() ?? this.#networkTrouble()
    const wanted = trouble === undefined ? 'True' : 'False'
    const changes = readinessOf(current) !== wanted
    if (!changes && this.host.clock.simulatedSince(this.#reported) < reportMs) return
    this.#update(trouble)
    this.#reported = this.host.clock.now()
    if (!changes) return
    const state = trouble === undefined ? 'NodeReady' : 'NodeNotReady'
    this.#report(state, `Node ${node.name} status is now: ${state}`)
  }

  /** Why the node is not Ready, in the kubelet's words. */
  #engineTrouble(): string | undefined {
    const { runtime, clock } = this.host
    if (runtime.running) this.#engineSeen = clock.now()
    return clock.simulatedSince(this.#engineSeen) < engineMs
      ? undefined
      : 'container runtime is down'
  }

  #networkTrouble(): string | undefined {
    const { hasNetworkConfiguration } = this.host.node
    this.#hasNetwork ||= hasNetworkConfiguration?.() ?? true
    if (this.#hasNetwork) return undefined
    const whose = hasKubelet(this.host, 'runtimesAreOfContainers') ? 'container runtime' : 'runtime'
    return `${whose} network not ready: NetworkReady=false reason:NetworkPluginNotReady message:docker: network plugin is not ready: cni config uninitialized`
  }

  #noteCordon({ metadata: { name }, spec: { unschedulable = false } }: Node): void {
    if (unschedulable === this.#cordoned) return
    this.#cordoned = unschedulable
    const state = unschedulable ? 'NodeNotSchedulable' : 'NodeSchedulable'
    this.#report(state, `Node ${name} status is now: ${state}`)
  }

  #update(whyNotReady: string | undefined): void {
    const { node, access } = this.host
    access.client().modifyStatus(nodes, node, (draft) => {
      if (whyNotReady !== unknownCsi || readinessOf(draft) !== 'True')
        updateNode(draft, node, whyNotReady, this.#now())
    })
  }

  #renewLease(client: ApiClient): void {
    const { node, clock } = this.host
    const place = { namespace: leaseNamespace, name: node.name }
    const renewTime = microTimestamp(clock.now())
    if (client.find(leases, place)) {
      client.modify(leases, place, ({ spec }) => void (spec.renewTime = renewTime))
      return
    }
    const owner = client.find(nodes, node)?.metadata
    if (!owner) return
    client.create(leases, {
      kind: 'Lease',
      apiVersion: 'coordination.k8s.io/v1',
      metadata: {
        ...place,
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Node', name: owner.name, uid: owner.uid ?? '' },
        ],
      },
      spec: { holderIdentity: node.name, leaseDurationSeconds: 40, renewTime },
    })
  }

  /** Whether the API could be reached; its refusals are logged. */
  #quietly(action: () => void): boolean {
    try {
      action()
      return true
    } catch (error) {
      if (!(error instanceof ApiUnreachable || error instanceof StatusError)) throw error
      this.host.log(
        `kubelet_node_status.go:447] Error updating node status, will retry: ${error.message}`,
      )
      return isNotFound(error)
    }
  }

  #reportPressures(): void {
    const { name } = this.host.node
    for (const state of [
      'NodeHasSufficientMemory',
      'NodeHasNoDiskPressure',
      'NodeHasSufficientPID',
    ])
      this.#report(state, `Node ${name} status is now: ${state}`)
  }

  #reportAllocatable(): void {
    this.#report('NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods')
  }

  #report(reason: string, message: string): void {
    const { name } = this.host.node
    this.host.recorder.record({ about: { kind: 'Node', name, uid: name }, reason, message })
  }

  #now(): string {
    return timestamp(this.host.clock.now())
  }
}
