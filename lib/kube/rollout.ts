import { type Condition, met, notYet, type Verdict } from '../wait/condition'
import { type V1DaemonSet, type V1Pod } from './api/client-node'
import { type DaemonSetApi, type PodApi } from './conditions'
import { following, ridingOut } from './watch/looks'
import { describePods, isRunning, nodeOf } from './pod-state'
import { type PodQuery } from './api/queries'

const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation'

/**
 * On that node the DaemonSet's newest pod template runs: its pod is Running and ready, and no older one is left. Gives the
 * pod. By generation, as the DaemonSet's controller itself tells old pods from new ones: an image may be rolled to itself.
 */
export const rolledOut = (
  kube: PodApi & DaemonSetApi,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  pods: PodQuery & { readonly node: string },
): Condition<V1Pod> => {
  const { node, ...anywhere } = pods
  const fields = { 'metadata.name': name }
  return {
    description: `DaemonSet ${namespace}/${name} to be rolled out on node ${node}`,
    hint: `kubectl -n ${namespace} rollout status daemonset ${name}; kubectl -n ${namespace} describe pods`,
    watch: following(() => kube.watchPods(anywhere)),
    check: (signal) =>
      ridingOut(async () => {
        const [set] = await kube.listDaemonSets({ namespace, fields }, signal)
        if (!set) return notYet('no such DaemonSet')
        const found = await kube.listPods(anywhere, signal)
        return judge(
          set,
          found.filter((pod) => nodeOf(pod) === node),
        )
      }),
  }
}

function judge(set: V1DaemonSet, pods: readonly V1Pod[]): Verdict<V1Pod> {
  const generation = set.metadata?.annotations?.[TEMPLATE_GENERATION]
  const isOld = (pod: V1Pod): boolean =>
    pod.metadata?.labels?.['pod-template-generation'] !== generation
  const running = pods.find((pod) => !isOld(pod) && isRunning(pod))
  if (running && !pods.some(isOld)) return met(running)
  const old = pods.filter(isOld)
  return notYet(
    describePods(pods) + (old.length > 0 ? `; of an older template: ${describePods(old)}` : ''),
  )
}
