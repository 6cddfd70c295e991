import { type V1DaemonSet } from './client-node'
import { type KubeClient } from './kube-client'
import { isAlreadyThere } from './kube-error'
import {
  RUN_LABEL,
  TEST_DAEMON_SET,
  TEST_NAMESPACE,
  type TestDaemonSet,
  testDaemonSet,
} from './templates/test-daemonset'

type DaemonSets = Pick<KubeClient, 'getDaemonSet' | 'createDaemonSet'>

/**
 * Sees to it that the run's test DaemonSet is there: one for all nodes of the run, whichever worker comes first.
 * Throws when another run's DaemonSet has the name.
 */
export async function ensureTestDaemonSet(
  kube: DaemonSets,
  wanted: TestDaemonSet,
): Promise<V1DaemonSet> {
  try {
    return await kube.createDaemonSet(testDaemonSet(wanted))
  } catch (error) {
    if (!isAlreadyThere(error)) throw error
    const found = await kube.getDaemonSet(TEST_NAMESPACE, TEST_DAEMON_SET)
    insistOnOurs(found, wanted.run)
    return found
  }
}

const insistOnOurs = ({ metadata }: V1DaemonSet, run: string): void => {
  const owner = metadata?.labels?.[RUN_LABEL]
  if (owner === run) return
  throw new Error(
    `DaemonSet ${TEST_NAMESPACE}/${TEST_DAEMON_SET} is there already; it belongs to ` +
      `${owner === undefined ? 'nobody we know' : `run ${owner}`}, not to run ${run}.\n` +
      `  Next: if that run is over, kubectl -n ${TEST_NAMESPACE} delete daemonset ${TEST_DAEMON_SET}`,
  )
}
