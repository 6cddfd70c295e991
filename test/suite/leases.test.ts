import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { insistOnClean, newRunId, Session, tearDown, type Testbed } from '../../lib'
import { beginRun } from '../../lib/lifecycle/begin-run'
import { loadTestbed } from '../../lib/testbed/load-testbed'
import { patience } from '../patience'
import { start } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

describe('runs that share a vmhost', { concurrency: 2 }, () => {
  test('a run with another DUT uses the same cluster; the last to go takes it down', async (t) => {
    const lab = await SimulatedLab.start(t, {
      duts: [{ variant: 'master' }, { variant: 'master' }],
    })
    const { clusters } = lab.testbed.simulation.vmhost
    const testbed = loadTestbed(lab.file)
    const told: string[] = []
    // Both come at once: one builds, the other waits in line.
    const [first, second] = await Promise.all(
      testbed.duts.map((dut) => joined(t, { ...testbed, duts: [dut] }, told)),
    )
    assert.equal(told.filter((line) => line.startsWith('vmhost: waiting for its lease')).length, 1)
    const shared = clusters.get('kubesonic')
    const nodes = ['vlab-01', 'vlab-02'].map((name) => shared?.kubernetes.store.get('nodes', name))
    assert.ok(nodes.every(Boolean))

    await first?.end()
    assert.equal(clusters.get('kubesonic'), shared)
    await second?.end()
    assert.equal(clusters.size, 0)
    assert.deepEqual(lab.traces(), [])
  })

  test('a runner that is killed is not needed: the DUT puts itself back, and says so to nobody', async (t) => {
    const lab = await SimulatedLab.start(t)
    const file = lab.edited((text) => `${text}lease: { seconds: 20 }\n`)
    const feature = lab.beside('stay.feature', staying)
    const running = start(t, ['run', '--testbed', file, feature, ...new Results(t).options])
    await running.says(/passed .*It begins/)
    running.child.kill('SIGKILL')
    await running.finished
    const ofDut = (): string[] => lab.traces().filter((line) => line.startsWith('vlab-01'))
    assert.notDeepEqual(ofDut(), [])
    const signal = AbortSignal.timeout(patience)
    while (ofDut().length > 0) await setTimeout(100, undefined, { signal })
  })
})

const staying = `@joined
Feature: A long run
  Background:
    Given a minikube cluster on the vmhost
    And the DUT is joined
  Scenario: It begins
    Then the node is Ready within 60 seconds
  Scenario: It goes on
    When I label the node deployDaemonset=false
    Then no test-ds-pod appears on the node for 60 seconds
`

/** A run that has joined its DUT, in this process. */
async function joined(
  t: TestContext,
  testbed: Testbed,
  told: string[],
): Promise<{ end: () => Promise<void> }> {
  const run = newRunId()
  const onProgress = (line: string): void => void told.push(line)
  const leases = await beginRun(testbed, run, { reason: t.name, onProgress })
  const session = await Session.open(testbed, run)
  await session.reach('joined')
  return {
    async end() {
      await session.close()
      leases.beginTearDown()
      insistOnClean(await tearDown(testbed, run))
      await leases.close()
    },
  }
}
