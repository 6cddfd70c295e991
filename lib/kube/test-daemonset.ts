import { type V1DaemonSet } from './api/client-node'
import { type KubeClient } from './kube-client'
import { isAlreadyThere } from './api/kube-error'
import { notOurs } from './deployment'
import { RUN_LABEL } from './templates/of-the-run'
import {
  TEST_DAEMON_SET,
  TEST_NAMESPACE,
  type TestDaemonSet,
  testDaemonSet,
} from './templates/test-daemonset'

type DaemonSets = Pick<KubeClient, 'getDaemonSet' | 'createDaemonSet'>

/**
 * Sees to it that the run's test DaemonSet is there: one for all nodes of the run, whichever worker comes first. In a
 * cluster that several runs use, those who find its name taken by another run add their own run to it. Throws when a
 * stranger's DaemonSet has the name.
 */
export async function ensureTestDaemonSet(
  kube: DaemonSets,
  wanted: TestDaemonSet,
  name = TEST_DAEMON_SET,
): Promise<V1DaemonSet> {
  try {
    return await kube.createDaemonSet(testDaemonSet(wanted, name))
  } catch (error) {
    if (!isAlreadyThere(error)) throw error
    const found = await kube.getDaemonSet(TEST_NAMESPACE, name)
    const owner = found.metadata?.labels?.[RUN_LABEL]
    if (owner === wanted.run) return found
    if (owner === undefined) throw notOurs(TEST_NAMESPACE, name)
    return ensureTestDaemonSet(kube, wanted, `${TEST_DAEMON_SET}-${wanted.run}`)
  }
}
