import { type V1DaemonSet, type V1NodeSelectorTerm } from '../client-node'

export const TEST_DAEMON_SET = 'test-daemonset'
export const TEST_NAMESPACE = 'default'
export const TEST_CONTAINER = 'mock-ds-container'
export const TEST_POD_LABELS = { group: 'test-ds-pod' } as const
/** Every object of ours carries the run that made it. */
export const RUN_LABEL = 'kubesonic/run'

export interface TestDaemonSet {
  readonly run: string
  /** The only nodes it may come to, whatever labels others have: a cluster may be shared. */
  readonly nodes: readonly string[]
  /** One that does nothing, such as pause. */
  readonly image: string
}

/** The DaemonSet that the suite deploys: its pods go to nodes labelled deployDaemonset=true. */
export function testDaemonSet(
  { run, nodes, image }: TestDaemonSet,
  name = TEST_DAEMON_SET,
): V1DaemonSet {
  const labels = { ...TEST_POD_LABELS, [RUN_LABEL]: run }
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: TEST_NAMESPACE, labels: { [RUN_LABEL]: run } },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          nodeSelector: { deployDaemonset: 'true' },
          affinity: { nodeAffinity: onlyOn(nodes) },
          hostNetwork: true,
          containers: [{ name: TEST_CONTAINER, image, imagePullPolicy: 'IfNotPresent' }],
        },
      },
    },
  }
}

/** One term a node: of a field, Kubernetes allows one value only. */
const onlyOn = (
  nodes: readonly string[],
): {
  requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: V1NodeSelectorTerm[] }
} => ({
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: nodes.map((node) => ({
      matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }],
    })),
  },
})
