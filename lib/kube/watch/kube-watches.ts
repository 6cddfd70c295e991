import { type V1DaemonSet, type V1Node, type V1Pod } from '../api/client-node'
import { type KubeCalls } from '../api/kube-calls'
import { listPath, listSource, type Resource } from './list-source'
import { type PodQuery, podQuery, type Query } from '../api/queries'
import { SharedLists } from './shared-lists'
import { type Identified, type LiveList, WatchedList } from './watched-list'

const NODES: Resource = { folder: '/api/v1', plural: 'nodes', type: 'V1Node' }
const PODS: Resource = { folder: '/api/v1', plural: 'pods', type: 'V1Pod' }
const DAEMON_SETS: Resource = {
  folder: '/apis/apps/v1',
  plural: 'daemonsets',
  type: 'V1DaemonSet',
}

/** The lists of one client that are kept up to date; those who ask for the same share one watch. */
export class KubeWatches implements AsyncDisposable {
  readonly #lists = new SharedLists()

  constructor(private readonly calls: KubeCalls) {}

  nodes(query: Query): LiveList<V1Node> {
    return this.#watch(NODES, query)
  }

  pods(query: PodQuery): LiveList<V1Pod> {
    return this.#watch(PODS, podQuery(query))
  }

  daemonSets(query: Query): LiveList<V1DaemonSet> {
    return this.#watch(DAEMON_SETS, query)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lists[Symbol.asyncDispose]()
  }

  #watch<T extends Identified>(resource: Resource, query: Query): LiveList<T> {
    return this.#lists.open(
      listPath(resource, query),
      () => new WatchedList(listSource<T>(this.calls, resource, query)),
    )
  }
}
