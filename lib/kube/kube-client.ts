import { type ApiAccess } from './api/api-access'
import { ApiConnection } from './api/api-connection'
import {
  type CoreV1Event,
  type V1ConfigMap,
  type V1DaemonSet,
  type V1Node,
  type V1Pod,
  type V1Secret,
} from './api/client-node'
import { insistOnHealth } from './api/health'
import { KubeCalls } from './api/kube-calls'
import { KubeWatches } from './watch/kube-watches'
import { isReady } from './node-state'
import { inWords, type PodQuery, podQuery, type Query, selectors } from './api/queries'
import { reworded } from './api/reworded'
import { type LiveList } from './watch/watched-list'

/**
 * A Kubernetes API, in the words of this suite. Every call reads or writes the API server itself, never a
 * cache; it throws `KubeError`, `ApiUnreachable` or `ApiNotTrusted`, which say what was asked.
 */
export class KubeClient implements AsyncDisposable {
  readonly #calls: KubeCalls
  readonly #watches: KubeWatches

  /** Doesn't touch the network yet. Throws `ApiNotTrusted` when the certificates cannot be used. */
  static connect(access: ApiAccess): KubeClient {
    try {
      return new KubeClient(new ApiConnection(access))
    } catch (error) {
      throw reworded('use the certificates', access.server, error)
    }
  }

  private constructor(connection: ApiConnection) {
    this.#calls = new KubeCalls(connection)
    this.#watches = new KubeWatches(this.#calls)
  }

  /** Requests sent and TLS connections made so far. */
  get counters(): Readonly<{ requests: number; connections: number }> {
    return this.#calls.connection.counters
  }

  /** The API server's own version: `v1.22.2`. */
  async version(): Promise<string> {
    const info = await this.#calls.ask('read the version', ({ version }) => version.getCode())
    return info.gitVersion
  }

  /** Throws, naming the checks that fail, unless the API server says that it is ready. */
  async health(signal?: AbortSignal): Promise<void> {
    await insistOnHealth(this.#calls.connection, signal)
  }

  async listNodes(query: Query = {}, signal?: AbortSignal): Promise<V1Node[]> {
    const list = await this.#calls.ask(
      `list nodes ${inWords(query)}`,
      ({ core }, options) => core.listNode(selectors(query), options),
      { signal },
    )
    return list.items
  }

  async getNode(name: string): Promise<V1Node> {
    return this.#calls.ask(`get node ${name}`, ({ core }) => core.readNode({ name }))
  }

  /** Undefined where there is no such node. */
  async findNode(name: string, signal?: AbortSignal): Promise<V1Node | undefined> {
    const [node] = await this.listNodes({ fields: { 'metadata.name': name } }, signal)
    return node
  }

  async nodeExists(name: string): Promise<boolean> {
    return (await this.findNode(name)) !== undefined
  }

  /** False, too, where there is no such node. */
  async isNodeReady(name: string): Promise<boolean> {
    const node = await this.findNode(name)
    return node !== undefined && isReady(node)
  }

  async createNode(node: V1Node): Promise<V1Node> {
    const asked = `create node ${node.metadata?.name}`
    return this.#calls.ask(asked, ({ core }) => core.createNode({ body: node }))
  }

  /** False where there was none. */
  async deleteNode(name: string): Promise<boolean> {
    return this.#calls.askIfThere(`delete node ${name}`, ({ core }) => core.deleteNode({ name }))
  }

  /** Sets the label, whatever value it had. */
  async labelNode(name: string, key: string, value: string): Promise<V1Node> {
    const body = { metadata: { labels: { [key]: value } } }
    return this.#calls.change(`label node ${name} with ${key}=${value}`, ({ core }, options) =>
      core.patchNode({ name, body }, options),
    )
  }

  /** A label that isn't there is no error; a node that isn't is. */
  async unlabelNode(name: string, key: string): Promise<V1Node> {
    const body = { metadata: { labels: { [key]: null } } }
    return this.#calls.change(`remove label ${key} from node ${name}`, ({ core }, options) =>
      core.patchNode({ name, body }, options),
    )
  }

  async listPods(query: PodQuery = {}, signal?: AbortSignal): Promise<V1Pod[]> {
    const { namespace } = query
    const wanted = selectors(podQuery(query))
    const list = await this.#calls.ask(
      `list pods ${inWords(query)}`,
      ({ core }, options) =>
        namespace === undefined
          ? core.listPodForAllNamespaces(wanted, options)
          : core.listNamespacedPod({ namespace, ...wanted }, options),
      { signal },
    )
    return list.items
  }

  async listDaemonSets(query: Query = {}, signal?: AbortSignal): Promise<V1DaemonSet[]> {
    const { namespace } = query
    const wanted = selectors(query)
    const list = await this.#calls.ask(
      `list DaemonSets ${inWords(query)}`,
      ({ apps }, options) =>
        namespace === undefined
          ? apps.listDaemonSetForAllNamespaces(wanted, options)
          : apps.listNamespacedDaemonSet({ namespace, ...wanted }, options),
      { signal },
    )
    return list.items
  }

  async getDaemonSet(namespace: string, name: string): Promise<V1DaemonSet> {
    return this.#calls.ask(`get DaemonSet ${namespace}/${name}`, ({ apps }) =>
      apps.readNamespacedDaemonSet({ namespace, name }),
    )
  }

  /** One that is there already is a `KubeError` with the reason AlreadyExists. */
  async createDaemonSet(daemonSet: V1DaemonSet): Promise<V1DaemonSet> {
    const { namespace = 'default', name } = daemonSet.metadata ?? {}
    return this.#calls.ask(`create DaemonSet ${namespace}/${name}`, ({ apps }) =>
      apps.createNamespacedDaemonSet({ namespace, body: daemonSet }),
    )
  }

  /** The whole DaemonSet as it shall be from now on; its pods follow by its update strategy. */
  async replaceDaemonSet(daemonSet: V1DaemonSet): Promise<V1DaemonSet> {
    const { namespace = 'default', name = '' } = daemonSet.metadata ?? {}
    return this.#calls.ask(`replace DaemonSet ${namespace}/${name}`, ({ apps }) =>
      apps.replaceNamespacedDaemonSet({ namespace, name, body: daemonSet }),
    )
  }

  /** Its pods go after it, in the background. False where there was none. */
  async deleteDaemonSet(namespace: string, name: string): Promise<boolean> {
    return this.#calls.askIfThere(`delete DaemonSet ${namespace}/${name}`, ({ apps }) =>
      apps.deleteNamespacedDaemonSet({ namespace, name, propagationPolicy: 'Background' }),
    )
  }

  /** With the pod's own grace. False where there was none. */
  async deletePod(namespace: string, name: string): Promise<boolean> {
    return this.#calls.askIfThere(`delete pod ${namespace}/${name}`, ({ core }) =>
      core.deleteNamespacedPod({ namespace, name }),
    )
  }

  async getConfigMap(namespace: string, name: string): Promise<V1ConfigMap> {
    return this.#calls.ask(`get ConfigMap ${namespace}/${name}`, ({ core }) =>
      core.readNamespacedConfigMap({ namespace, name }),
    )
  }

  /** Sets these keys and leaves the others. */
  async updateConfigMap(
    namespace: string,
    name: string,
    data: Readonly<Record<string, string>>,
  ): Promise<V1ConfigMap> {
    return this.#calls.change(`update ConfigMap ${namespace}/${name}`, ({ core }, options) =>
      core.patchNamespacedConfigMap({ namespace, name, body: { data } }, options),
    )
  }

  async createSecret(secret: V1Secret): Promise<V1Secret> {
    const { namespace = 'default', name } = secret.metadata ?? {}
    return this.#calls.ask(`create secret ${namespace}/${name}`, ({ core }) =>
      core.createNamespacedSecret({ namespace, body: secret }),
    )
  }

  /** False where there was none. */
  async deleteSecret(namespace: string, name: string): Promise<boolean> {
    return this.#calls.askIfThere(`delete secret ${namespace}/${name}`, ({ core }) =>
      core.deleteNamespacedSecret({ namespace, name }),
    )
  }

  async listEvents(query: Query = {}): Promise<CoreV1Event[]> {
    const { namespace } = query
    const wanted = selectors(query)
    const list = await this.#calls.ask(`list events ${inWords(query)}`, ({ core }) =>
      namespace === undefined
        ? core.listEventForAllNamespaces(wanted)
        : core.listNamespacedEvent({ namespace, ...wanted }),
    )
    return list.items
  }

  /** The nodes that fit, kept up to date: `await using nodes = kube.watchNodes()`. */
  watchNodes(query: Query = {}): LiveList<V1Node> {
    return this.#watches.nodes(query)
  }

  watchPods(query: PodQuery = {}): LiveList<V1Pod> {
    return this.#watches.pods(query)
  }

  watchDaemonSets(query: Query = {}): LiveList<V1DaemonSet> {
    return this.#watches.daemonSets(query)
  }

  /** Ends every watch and connection. */
  async close(): Promise<void> {
    await this.#watches[Symbol.asyncDispose]()
    this.#calls.connection.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}
