import { joinHostPort } from '../../go/host-port'
import { ApiUnreachable } from '../api/api-client'
import { type KubernetesApi } from '../api/kubernetes-api'
import { notFound, StatusError } from '../api/status-error'
import { type KubeletServer } from '../kubelet/kubelet-server'
import { type Node, type Pod } from '../objects'
import { nodes } from '../resources/nodes'

const port = 10250

/** The API server's ways to the kubelets. */
export class NodeServers {
  readonly #servers = new Map<string, KubeletServer>()

  constructor(private readonly api: KubernetesApi) {}

  /** A node's kubelet listens; the answer ends that. */
  serve(node: string, server: KubeletServer): () => void {
    this.#servers.set(node, server)
    return () => this.#servers.delete(node)
  }

  /**
   * Asks the kubelet of a pod's node. Throws 404 where the node is gone, whatever runs there, and 500 where nothing answers;
   * the message of that, which has no reason, is what `told` makes of the kubelet's address and of what Go says of the
   * connection.
   */
  ask<T>(
    { spec }: Pod,
    question: (server: KubeletServer) => T,
    told: (address: string, why: string) => string,
  ): T {
    const name = spec.nodeName ?? ''
    const node = this.api.find(nodes, { name })
    if (!node) throw notFound(nodes, name)
    const server = this.#servers.get(name)
    let why = 'connection refused'
    try {
      if (server) return question(server)
    } catch (error) {
      if (!(error instanceof ApiUnreachable)) throw error
      why = 'no route to host'
    }
    const address = addressOf(node)
    throw new StatusError(500, undefined, told(address, `dial tcp ${address}: connect: ${why}`))
  }
}

function addressOf({ status: { addresses } }: Node): string {
  const address = addresses?.find(({ type }) => type === 'InternalIP')?.address ?? ''
  return joinHostPort(address, port)
}
