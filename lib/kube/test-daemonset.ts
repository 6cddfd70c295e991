import { type V1DaemonSet } from './client-node'
import { type KubeClient } from './kube-client'
import {
  nodesOf,
  RUN_LABEL,
  TEST_DAEMON_SET,
  TEST_NAMESPACE,
  testDaemonSet,
} from './templates/test-daemonset'

type DaemonSets = Pick<KubeClient, 'listDaemonSets' | 'createDaemonSet' | 'patchDaemonSet'>

/**
 * Sees to it that the run's test DaemonSet is there and may come to `node`; other nodes of the run keep it.
 * Throws when another run's DaemonSet has the name.
 */
export async function ensureTestDaemonSet(
  kube: DaemonSets,
  { run, node, image }: { run: string; node: string; image: string },
): Promise<V1DaemonSet> {
  const fields = { 'metadata.name': TEST_DAEMON_SET }
  const [found] = await kube.listDaemonSets({ namespace: TEST_NAMESPACE, fields })
  if (!found) return kube.createDaemonSet(testDaemonSet({ run, nodes: [node], image }))
  insistOnOurs(found, run)
  const nodes = nodesOf(found)
  if (nodes.includes(node) && imageOf(found) === image) return found
  const { spec } = testDaemonSet({ run, nodes: [...new Set([...nodes, node])], image })
  return kube.patchDaemonSet(TEST_NAMESPACE, TEST_DAEMON_SET, { spec })
}

const imageOf = (daemonSet: V1DaemonSet): string | undefined =>
  daemonSet.spec?.template.spec?.containers[0]?.image

const insistOnOurs = ({ metadata }: V1DaemonSet, run: string): void => {
  const owner = metadata?.labels?.[RUN_LABEL]
  if (owner === run) return
  throw new Error(
    `DaemonSet ${TEST_NAMESPACE}/${TEST_DAEMON_SET} is there already; it belongs to ` +
      `${owner === undefined ? 'nobody we know' : `run ${owner}`}, not to run ${run}.\n` +
      `  Next: if that run is over, kubectl -n ${TEST_NAMESPACE} delete daemonset ${TEST_DAEMON_SET}`,
  )
}
