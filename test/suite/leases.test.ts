import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { insistOnClean, newRunId, Session, tearDown, type Testbed } from '../../lib'
import { beginRun } from '../../lib/lifecycle/run/begin-run'
import { loadTestbed } from '../../lib/testbed/load-testbed'
import { SimulatedLab } from './simulated-lab'

test('runs with other DUTs share the cluster of a vmhost; who stood in line and leaves first is no trace, the last takes it down', async (t) => {
  const lab = await SimulatedLab.start(t, { duts: [{ variant: 'master' }, { variant: 'master' }] })
  const { clusters } = lab.testbed.simulation.vmhost
  const testbed = loadTestbed(lab.file)
  // Both come at once: one builds, the other waits in line.
  const coming = testbed.duts.map((dut) => joined(t, { ...testbed, duts: [dut] }))
  // Whatever becomes of one of them, the other goes no further behind the test's back.
  await Promise.allSettled(coming)
  const runs = await Promise.all(coming)
  const [waiter, builder] = runs.toSorted((a, b) => Number(b.waited) - Number(a.waited))
  assert.deepEqual([waiter?.waited, builder?.waited], [true, false])
  const shared = clusters.get('kubesonic')
  const nodes = ['vlab-01', 'vlab-02'].map((name) => shared?.kubernetes.store.get('nodes', name))
  assert.ok(nodes.every(Boolean))

  await waiter?.end()
  assert.equal(clusters.get('kubesonic'), shared)
  await builder?.end()
  assert.equal(clusters.size, 0)
  assert.deepEqual(lab.traces(), [])
})

interface JoinedRun {
  /** It had to stand in line for the vmhost. */
  readonly waited: boolean
  end(): Promise<void>
}

/** A run that has joined its DUT, in this process; its connections and signs of life end with the test. */
async function joined(t: TestContext, testbed: Testbed): Promise<JoinedRun> {
  const run = newRunId()
  let waited = false
  const onProgress = (line: string): void =>
    void (waited ||= line.startsWith('vmhost: waiting for its lease'))
  const leases = await beginRun(testbed, run, { reason: t.name, onProgress })
  t.after(() => leases.close())
  const session = await Session.open(testbed, run)
  t.after(() => session.close())
  await session.reach('joined')
  return {
    waited,
    async end() {
      await session.close()
      leases.beginTearDown()
      insistOnClean(await tearDown(testbed, run))
      await leases.close()
    },
  }
}
