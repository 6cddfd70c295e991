import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { start } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

const cases = [
  'The minikube cluster on the vmhost › The cluster runs the Kubernetes version of the testbed file',
  'Node readiness › The joined DUT is a Ready node under its lower-case hostname',
  'DaemonSet scheduling › Labelling the node starts the pod and its container',
  'DaemonSet scheduling › The label deploydaemonset=true schedules nothing',
  'DaemonSet removal › Removing the label stops the pod and its container',
  'Server status on the DUT › A disjoined DUT reports that it is not connected',
  'Join and disjoin, end to end › The DUT joins by its own command line, runs a pod, and leaves',
]

describe('the whole plan passes and leaves no trace', { concurrency: 2 }, () => {
  // By itself, at pace fast, the whole plan is run by .ci/run; this device has no feature to upgrade.
  test('on a device as the recorded one, with Kubernetes v1.20.2', async (t) => {
    const lab = await SimulatedLab.start(t, { duts: [{ variant: 'recorded-lab' }] })
    const results = new Results(t)
    const run = await start(t, ['run', '--testbed', lab.file, ...results.options]).finished
    assert.equal(run.exitCode, 0, run.stdout + run.stderr)
    for (const each of cases) assert.match(run.stdout, new RegExp(`^passed .*  ${each}$`, 'm'))
    assert.match(run.stdout, /^\d+ scenarios: \d+ passed(, \d+ skipped)? · /m)
    for (const [, reason] of run.stdout.matchAll(/^ {2}because (.*)/gm))
      assert.match(reason ?? '', /^known defect|^vlab-01 has no feature|^the DUT has no image/)
    assert.match(run.stderr, /^ {2}vlab-01 {2}\d+ changes undone$/m)
    assert.match(run.stderr, /^ {2}vmhost {2}\d+ changes undone$/m)
    const others = results.scenarios().filter(({ status }) => status !== 'passed')
    assert.ok(others.every(({ status }) => status === 'skipped'))
    assert.deepEqual(lab.traces(), [])
  })

  for (const variant of ['202405', '202511'] as const)
    test(`on a device of ${variant}, as far as it joins, schedules and leaves`, async (t) => {
      const lab = await SimulatedLab.start(t, { duts: [{ variant }] })
      const some = ['features/join-and-disjoin.feature', 'features/server-status.feature']
      const plan = ['run', '--testbed', lab.file, ...some, ...new Results(t).options]
      const run = await start(t, plan).finished
      assert.equal(run.exitCode, 0, run.stdout + run.stderr)
      assert.deepEqual(lab.traces(), [])
    })
})
