import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { type Answer, type Running, start } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

const longFeature = `@joined
Feature: A long run
  Background:
    Given a minikube cluster on the vmhost
    And the DUT is joined
  Scenario: It begins
    Then the node is Ready within 60 seconds
  Scenario: It goes on
    When I label the node deployDaemonset=false
    Then a test-ds-pod is Running within 60 seconds
`

describe('a run that is cut short in the middle', { concurrency: 2 }, () => {
  test('by kill -9: a runner elsewhere is refused, naming the holder; the next one here puts all back and passes', async (t) => {
    const lab = await SimulatedLab.start(t)
    const running = await inTheMiddle(t, lab)
    const refused = await shortRun(t, lab)
    assert.equal(refused.exitCode, 2)
    assert.match(
      refused.stderr,
      /vlab-01 is held by\n {2}\S+@\S+ \(process \d+\), run \d{8}-\S+, since .*until /,
    )

    running.child.kill('SIGKILL')
    assert.equal((await running.finished).exitCode, null)
    assert.notDeepEqual(lab.traces(), [])

    const passed = await shortRun(t, lab)
    assert.equal(passed.exitCode, 0, passed.stdout + passed.stderr)
    assert.match(passed.stderr, /vlab-01: undoing what run \d{8}-\S+ has left \(\d+ changes\)/)
    assert.doesNotMatch(passed.stderr, /-cluster has left/)
    assert.deepEqual(lab.traces(), [])
  })

  test('by kill -9: "kubesonic lease" tells what is left, "kubesonic restore" puts it back', async (t) => {
    const lab = await SimulatedLab.start(t)
    const running = await inTheMiddle(t, lab)
    const live = await start(t, ['restore', '--testbed', lab.file]).finished
    assert.equal(live.exitCode, 2, live.stdout + live.stderr)
    running.child.kill('SIGKILL')
    await running.finished

    const shown = await start(t, ['lease', '--testbed', lab.file]).finished
    assert.equal(shown.exitCode, 0, shown.stderr)
    assert.match(shown.stdout, /^vlab-01 +\d+ +alone +\S+ \(process \d+\) .* the test plan$/m)
    assert.match(shown.stdout, /^vmhost +\d+ +shared /m)

    const restored = await start(t, ['restore', '--testbed', lab.file]).finished
    assert.equal(restored.exitCode, 0, restored.stdout + restored.stderr)
    assert.match(restored.stdout, /^vlab-01: run \d{8}-\d{6}-\w{5}, \d+ changes$/m)
    assert.doesNotMatch(restored.stdout, /was put back already/)
    assert.deepEqual(lab.traces(), [])
  })

  test('by Ctrl-C: it ends its step, puts all back and exits 130', async (t) => {
    const lab = await SimulatedLab.start(t)
    const running = await inTheMiddle(t, lab)
    running.child.kill('SIGINT')
    const { exitCode, stdout, stderr } = await running.finished
    assert.equal(exitCode, 130, stdout + stderr)
    assert.match(stdout, /^failed .*It goes on/m)
    assert.match(stdout, /Interrupted by SIGINT/)
    assert.doesNotMatch(stdout, /Could not undo/)
    assert.match(stderr, /^ {2}vlab-01 {2}\d+ changes undone$/m)
    assert.deepEqual(lab.traces(), [])
  })
})

test('"kubesonic simulate" prints a command line that runs the plan there, and ends with Ctrl-C', async (t) => {
  const simulator = start(t, ['simulate', '--pace', '0'])
  const [, file = ''] = await simulator.says(/npm run acceptance -- --testbed (\S+)/)
  const args = ['run', '--testbed', file, 'features/cluster.feature', ...new Results(t).options]
  const run = await start(t, args).finished
  assert.equal(run.exitCode, 0, run.stdout + run.stderr)
  simulator.child.kill('SIGINT')
  assert.equal((await simulator.finished).exitCode, 0)
})

async function inTheMiddle(t: TestContext, lab: SimulatedLab): Promise<Running> {
  const results = new Results(t)
  const feature = path.join(path.dirname(lab.file), 'long.feature')
  writeFileSync(feature, longFeature)
  const running = start(t, ['run', '--testbed', lab.file, feature, ...results.options])
  await running.says(/passed .*It begins/)
  await lab.nodeHasLabel('deployDaemonset')
  return running
}

const shortRun = (t: TestContext, lab: SimulatedLab): Promise<Answer> => {
  const feature = 'features/node-readiness.feature'
  return start(t, ['run', '--testbed', lab.file, feature, ...new Results(t).options]).finished
}
