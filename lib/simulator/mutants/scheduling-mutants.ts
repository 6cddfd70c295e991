import { keyOf } from '../kubernetes/api/store'
import type { DaemonSet, Node, Pod } from '../kubernetes/objects'
import { onEveryCluster } from '../seams/every-cluster'
import { aroundStore } from '../seams/store-writes'
import { decorate } from '../seams/decorate'
import type { Simulation } from '../simulation/simulation'
import type { End } from '../switches/switchable'
import type { MinikubeCluster } from '../vmhost/minikube/minikube-cluster'
import { caughtBy, type MutantSpec } from './mutant'

const labelled = (node: Node, labels: Record<string, string>): Node => ({
  ...node,
  metadata: { ...node.metadata, labels: { ...node.metadata.labels, ...labels } },
})

const nodes = (
  simulation: Simulation,
  change: (node: Node, before: Node | undefined) => Node,
): Promise<End> =>
  onEveryCluster(simulation, (cluster) => aroundStore<Node>(cluster, 'nodes', change))

/** A label that the DaemonSet's selector does not ask for schedules its pod. */
const schedules = (spec: Pick<MutantSpec, 'name' | 'what' | 'scenario' | 'apply'>): MutantSpec => ({
  ...spec,
  step: 'no test-ds-pod is on the node',
  message: '"test-daemonset-',
})

/** The node has not got the label that it was given: a DaemonSet that asks for that does not reach it. */
const missesTheCanary = {
  step: 'a DaemonSet that asks for deployDaemonset=',
  message: 'waiting for a Running pod labelled app=canary',
}

const label = 'deployDaemonset'

/** Takes the selectors off all DaemonSets; whoever reads one and writes it back does not write them. */
function withoutSelectors(cluster: MinikubeCluster): End {
  const { store } = cluster.kubernetes
  const selectors = new Map<string, Record<string, string>>()
  const end = aroundStore<DaemonSet>(cluster, 'daemonsets', (set) => {
    const { nodeSelector, ...spec } = set.spec.template.spec
    if (nodeSelector) selectors.set(keyOf(set), nodeSelector)
    return { ...set, spec: { ...set.spec, template: { ...set.spec.template, spec } } }
  })
  return () => {
    end()
    for (const [key, nodeSelector] of selectors) {
      const set = structuredClone(store.get('daemonsets', key)) as DaemonSet | undefined
      if (!set) continue
      set.spec.template.spec.nodeSelector = nodeSelector
      store.put('daemonsets', key, set)
    }
  }
}

/** Bugs of the scheduler, the DaemonSet controller and labels. */
export const schedulingMutants = [
  ...caughtBy(
    'daemonset-scheduling.feature',
    'Labelling the node starts the pod and its container',
    [
      {
        name: 'scheduler-asleep',
        what: 'Pods are never bound to a node.',
        step: 'a test-ds-pod is Running',
        message: 'Pending',
        apply: (simulation) =>
          onEveryCluster(simulation, (cluster) =>
            aroundStore<Pod>(cluster, 'pods', (pod, before) =>
              before && !before.spec.nodeName ? before : pod,
            ),
          ),
      },
      {
        name: 'daemonset-makes-no-pod',
        what: 'The DaemonSet controller makes no pod for a node that matches.',
        step: 'a test-ds-pod is Running',
        message: 'no such pod',
        apply: (simulation) =>
          onEveryCluster(simulation, ({ kubernetes: { store } }) =>
            decorate(
              store,
              'put',
              (put) => (resource, key, object) =>
                resource === 'pods' && !store.get('pods', key)
                  ? object
                  : put(resource, key, object),
            ),
          ),
      },
    ],
  ),
  ...caughtBy('daemonset-scheduling.feature', '', [
    schedules({
      name: 'daemonset-ignores-its-selector',
      what: 'The DaemonSet runs on every node, whatever its nodeSelector asks for.',
      scenario: 'The label deployDaemonset=false schedules nothing',
      apply: (simulation) => onEveryCluster(simulation, withoutSelectors),
    }),
    {
      name: 'label-value-ignored',
      what: 'Whatever value the label is given, the node has deployDaemonset=true.',
      scenario: 'The label deployDaemonset=false schedules nothing',
      ...missesTheCanary,
      apply: (simulation) =>
        nodes(simulation, (node) =>
          node.metadata.labels?.[label] === undefined ? node : labelled(node, { [label]: 'true' }),
        ),
    },
    {
      name: 'label-value-without-case',
      what: 'Label values lose their capitals: the node has deployDaemonset=true.',
      scenario: 'The label deployDaemonset=True schedules nothing',
      ...missesTheCanary,
      apply: (simulation) =>
        nodes(simulation, (node) =>
          node.metadata.labels?.[label] === 'True' ? labelled(node, { [label]: 'true' }) : node,
        ),
    },
    schedules({
      name: 'label-key-without-case',
      what: 'Label keys are compared without regard to case.',
      scenario: 'The label deploydaemonset=true schedules nothing',
      apply: (simulation) =>
        nodes(simulation, (node) => {
          const value = node.metadata.labels?.[label.toLowerCase()]
          return value === undefined ? node : labelled(node, { [label]: value })
        }),
    }),
  ]),
  ...caughtBy('daemonset-removal.feature', 'Removing the label stops the pod and its container', [
    {
      name: 'label-removal-ignored',
      what: 'A label that is removed from a node stays there.',
      step: 'no test-ds-pod is left on the node',
      message: 'Running',
      apply: (simulation) =>
        nodes(simulation, (node, before) => {
          const value = before?.metadata.labels?.[label]
          return value === undefined ? node : labelled(node, { [label]: value })
        }),
    },
    {
      name: 'daemonset-keeps-its-pods',
      what: 'The DaemonSet controller leaves a pod where the node does not match any more.',
      step: 'no test-ds-pod is left on the node',
      message: 'Running',
      apply: (simulation) =>
        onEveryCluster(simulation, (cluster) =>
          aroundStore<Pod>(cluster, 'pods', (pod, before) =>
            before && pod.metadata.deletionTimestamp ? before : pod,
          ),
        ),
    },
    {
      name: 'pod-object-never-removed',
      what: 'A pod that has ended stays in the API for ever, Terminating.',
      step: 'no test-ds-pod is left on the node',
      message: 'being deleted',
      apply: (simulation) =>
        onEveryCluster(simulation, ({ kubernetes: { store } }) =>
          decorate(
            store,
            'remove',
            (remove) => (resource, key) =>
              resource === 'pods' ? store.get(resource, key) : remove(resource, key),
          ),
        ),
    },
  ]),
]
