import { type Condition, met, notYet, type Verdict } from '../wait/condition'
import { milliseconds } from '../wait/duration'
import { type V1ConfigMap, type V1DaemonSet, type V1Node, type V1Pod } from './api/client-node'
import { type KubeClient } from './kube-client'
import { isNotFound } from './api/kube-error'
import { describeNode, isControlPlane, isReady } from './node-state'
import { describePods, isRunning, neverRuns, nodeOf } from './pod-state'
import { inWords, type PodQuery, type Query } from './api/queries'
import { following, ridingOut, type Watch } from './watch/looks'

/** What the conditions on nodes need of a `KubeClient`. */
export interface NodeApi {
  findNode(name: string, signal?: AbortSignal): Promise<V1Node | undefined>
  watchNodes(query: Query): Watch
}

/** What the conditions on pods need of a `KubeClient`. */
export interface PodApi {
  listPods(query: PodQuery, signal?: AbortSignal): Promise<V1Pod[]>
  watchPods(query: PodQuery): Watch
}

/** What the conditions on DaemonSets need of a `KubeClient`. */
export interface DaemonSetApi {
  listDaemonSets(query: Query, signal?: AbortSignal): Promise<V1DaemonSet[]>
  watchDaemonSets(query: Query): Watch
}

/** The API server answers that all its checks pass. */
export const apiServerReady = (kube: {
  health(signal?: AbortSignal): Promise<void>
}): Condition<void> => ({
  description: 'the API server to be ready',
  hint: 'on the vmhost: kubectl get --raw /readyz?verbose; where that answers, see vmhost.address and cluster.apiPort in the testbed file',
  check: (signal) => ridingOut(async () => met(await kube.health(signal))),
})

/**
 * The node's own Ready condition is True; what the DUT reports doesn't count. Gives the node. With `otherThan` it must
 * be a newer one than the node with that uid: each join makes a new node, and an old one may still look Ready.
 */
export const nodeReady = (
  kube: NodeApi,
  name: string,
  { otherThan }: { otherThan?: string | undefined } = {},
): Condition<V1Node> =>
  nodeCondition(kube, name, `node ${name} to be Ready`, (node) => {
    if (!node) return notYet('no such node')
    if (otherThan !== undefined && node.metadata?.uid === otherThan)
      return notYet('still the node from before the join')
    return isReady(node) ? met(node) : notYet(describeNode(node))
  })

/** The node that the cluster's control plane runs on is Ready, whatever its name is. Gives the node. */
export const controlPlaneReady = (
  kube: Pick<KubeClient, 'listNodes' | 'watchNodes'>,
): Condition<V1Node> => ({
  description: "the cluster's own node to be Ready",
  hint: 'kubectl get nodes',
  watch: following(() => kube.watchNodes({})),
  check: (signal) =>
    ridingOut(async () => {
      const nodes = (await kube.listNodes({}, signal)).filter(isControlPlane)
      const ready = nodes.find(isReady)
      return ready ? met(ready) : notYet(nodes.map(describeNode).join(', ') || 'no such node')
    }),
})

/** The ConfigMap is there. Some are published by a controller, a moment after the API server's start. */
export const configMapPublished = (
  kube: Pick<KubeClient, 'getConfigMap'>,
  namespace: string,
  name: string,
): Condition<V1ConfigMap> => ({
  description: `ConfigMap ${namespace}/${name} to be published`,
  hint: `kubectl -n ${namespace} get configmap ${name}`,
  everyMs: milliseconds(200),
  check: () =>
    ridingOut(async () => {
      try {
        return met(await kube.getConfigMap(namespace, name))
      } catch (error) {
        if (isNotFound(error)) return notYet('no such ConfigMap')
        throw error
      }
    }),
})

export const nodeAbsent = (kube: NodeApi, name: string): Condition<void> =>
  nodeCondition(kube, name, `node ${name} to be gone`, (node) =>
    node ? notYet(describeNode(node)) : met(undefined),
  )

/** The node carries the label, with this value if one is given. Gives the node. */
export const nodeLabelled = (
  kube: NodeApi,
  name: string,
  key: string,
  value?: string,
): Condition<V1Node> => {
  const wanted = value === undefined ? key : `${key}=${value}`
  return nodeCondition(kube, name, `node ${name} to have the label ${wanted}`, (node) => {
    if (!node) return notYet('no such node')
    const found = node.metadata?.labels?.[key]
    if (found === undefined) return notYet(`no label ${key}`)
    return value === undefined || found === value ? met(node) : notYet(`${key}=${found}`)
  })
}

/**
 * A pod that is Running, ready in all its containers and not being deleted. Gives the first. With `otherThan` it must be
 * another one than the pod with that uid.
 */
export const podRunning = (
  kube: PodApi,
  query: PodQuery,
  { otherThan }: { otherThan?: string } = {},
): Condition<V1Pod> =>
  podCondition(kube, query, `a Running pod ${inWords(query)}`, (pods) => {
    const isOther = ({ metadata }: V1Pod): boolean =>
      otherThan === undefined || metadata?.uid !== otherThan
    const running = pods.find((pod) => isRunning(pod) && isOther(pod))
    return running ? met(running) : notYet(describePods(pods))
  })

/** No pod object is left or appears: neither one being deleted, nor one not scheduled yet. */
export const noPods = (kube: PodApi, query: PodQuery): Condition<void> =>
  podCondition(kube, query, `no pod ${inWords(query)}`, (pods) =>
    pods.length === 0 ? met(undefined) : notYet(describePods(pods)),
  )

/**
 * Nothing of such pods runs any more, or will. No object is left but of pods whose image never came: the kubelet takes up to
 * 75 s to forget those (real-lab-containers), and has nothing to end.
 */
export const podsEnded = (kube: PodApi, query: PodQuery): Condition<void> =>
  podCondition(kube, query, `pods ${inWords(query)} to end`, (pods) =>
    pods.every(neverRuns) ? met(undefined) : notYet(describePods(pods)),
  )

export const daemonSetAbsent = (
  kube: DaemonSetApi,
  namespace: string,
  name: string,
): Condition<void> => {
  const query: Query = { namespace, fields: { 'metadata.name': name } }
  return {
    description: `DaemonSet ${namespace}/${name} to be gone`,
    hint: `kubectl -n ${namespace} describe daemonset ${name}`,
    watch: following(() => kube.watchDaemonSets(query)),
    check: (signal) =>
      ridingOut(async () => {
        const [found] = await kube.listDaemonSets(query, signal)
        return found ? notYet('it is still there') : met(undefined)
      }),
  }
}

const nodeCondition = <T>(
  kube: NodeApi,
  name: string,
  description: string,
  judge: (node: V1Node | undefined) => Verdict<T>,
): Condition<T> => ({
  description,
  hint: `kubectl describe node ${name}`,
  watch: following(() => kube.watchNodes({ fields: { 'metadata.name': name } })),
  check: (signal) => ridingOut(async () => judge(await kube.findNode(name, signal))),
})

/**
 * Asks by label where it can and sorts out the node itself: a selector on the node's name doesn't show a pod
 * before it is scheduled, and why it isn't is what one wants to read.
 */
const podCondition = <T>(
  kube: PodApi,
  query: PodQuery,
  description: string,
  judge: (pods: readonly V1Pod[]) => Verdict<T>,
): Condition<T> => {
  const { node, ...anywhere } = query
  const asked = query.labels ? anywhere : query
  return {
    description,
    hint: `kubectl describe pods ${kubectlOptions(query)}`,
    watch: following(() => kube.watchPods(asked)),
    check: (signal) =>
      ridingOut(async () => {
        const pods = await kube.listPods(asked, signal)
        return judge(pods.filter((pod) => node === undefined || nodeOf(pod) === node))
      }),
  }
}

const kubectlOptions = ({ namespace, labels = {} }: PodQuery): string => {
  const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  const where = namespace === undefined ? '-A' : `-n ${namespace}`
  return selector.length === 0 ? where : `${where} -l ${selector.join(',')}`
}
