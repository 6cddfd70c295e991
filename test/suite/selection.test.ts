import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { start, startCucumber } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

describe('what is run, and on which DUTs', { concurrency: 2 }, () => {
  test('--tags runs the scenarios that carry them and no others', async (t) => {
    const features = ['features/daemonset-removal.feature', 'features/cluster.feature']
    const args = ['--tags', '@daemonset', ...features, ...new Results(t).options]
    const run = await start(t, ['run', '--pace', '0', ...args]).finished
    assert.equal(run.exitCode, 0, run.stdout + run.stderr)
    assert.match(run.stdout, /^passed .* DaemonSet removal › /m)
    assert.match(run.stdout, /^1 scenario: 1 passed/m)
  })

  test('a tag that nothing carries is refused, by kubesonic and by cucumber-js', async (t) => {
    const tags = ['--tags', '@nosuch']
    for (const running of [start(t, ['run', ...tags]), startCucumber(t, tags)]) {
      const run = await running.finished
      assert.equal(run.exitCode, 2)
      assert.match(run.stderr, /No feature carries the tag @nosuch. Nothing was run./)
    }
  })

  test('a dry run lists the plan, with places, and calls nothing skipped', async (t) => {
    const run = await startCucumber(t, ['--dry-run']).finished
    assert.equal(run.exitCode, 0, run.stderr)
    assert.match(run.stdout, /^Node readiness › .* {2}features\/node-readiness.feature:\d+$/m)
    assert.match(run.stdout, /^\d+ scenarios in the plan$/m)
    assert.doesNotMatch(run.stdout, /skipped|no reason/)
  })

  test('a plan of one scenario is told as that', async (t) => {
    const run = await startCucumber(t, ['--dry-run', '--name', 'Ready node']).finished
    assert.match(run.stdout, /^1 scenario in the plan$/m)
  })

  test('two workers have a DUT each, and one cluster', async (t) => {
    const lab = await SimulatedLab.start(t, {
      duts: [{ variant: 'master' }, { variant: '202511' }],
    })
    const results = new Results(t)
    const features = ['features/daemonset-removal.feature', 'features/node-readiness.feature']
    const args = ['--parallel', '2', ...features, ...results.options]
    const run = await start(t, ['run', '--testbed', lab.file, ...args]).finished
    assert.equal(run.exitCode, 0, run.stdout + run.stderr)
    const duts = results.scenarios().map(({ parameters }) => parameters[0]?.value)
    assert.deepEqual(new Set(duts), new Set(['vlab-01', 'vlab-02']))
    assert.match(run.stderr, /^ {2}vlab-02 {2}\d+ changes undone$/m)
    assert.deepEqual(lab.traces(), [])
  })

  test('more workers than DUTs are refused', async (t) => {
    const run = await start(t, ['run', '--pace', '0', '--duts', '2', '--parallel', '3']).finished
    assert.equal(run.exitCode, 2)
    assert.match(run.stderr, /--parallel 3 asks for more workers than the testbed has DUTs \(2\)/)
  })

  test('a DUT that was built without Kubernetes is skipped with the reason', async (t) => {
    const lab = await SimulatedLab.start(t, { duts: [{ variant: 'public' }] })
    const results = new Results(t)
    const args = ['run', '--testbed', lab.file, ...results.options]
    const run = await start(t, args).finished
    assert.equal(run.exitCode, 4, run.stderr)
    assert.match(run.stdout, /^(\d+) scenarios: \1 skipped/m)
    assert.match(
      run.stdout,
      /^skipped .*\n {2}because the image of vlab-01 has no ctrmgrd.service/m,
    )
    for (const { status, statusDetails } of results.scenarios()) {
      assert.equal(status, 'skipped')
      assert.match(statusDetails.message ?? '', /has no ctrmgrd.service: it was built without/)
    }
    assert.equal((await start(t, [...args, '--allow-skipped']).finished).exitCode, 0)
    assert.deepEqual(lab.traces(), [])
  })
})
