import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FixtureSuite } from './fixture-suite'

const endless = {
  'a.feature':
    'Feature: A\n  Scenario: Endless\n    Given it takes for ever\n' +
    '  Scenario: Next\n    Given all is well\n',
}

describe('an interrupted run', { concurrency: 2 }, () => {
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    test(`ends its step on ${signal}, skips the rest, restores and exits ${exitCode}`, async (t) => {
      const suite = FixtureSuite.with(t, endless)
      const { child, finished } = suite.start()
      await suite.logged('waiting')
      child.kill(signal)
      const run = await finished
      assert.equal(run.exitCode, exitCode, run.stderr)
      assert.match(run.stdout, new RegExp(`Interrupted by ${signal}`))
      assert.match(run.stdout, /1 failed, 1 skipped/)
      assert.deepEqual(run.log.slice(1), [
        'waiting',
        'after Endless',
        'after Next',
        'restored',
        'simulator ended',
      ])
    })
  }

  test('ends the steps of its workers, too', async (t) => {
    const suite = FixtureSuite.with(t, endless)
    const { child, finished } = suite.start(['--parallel', '1'])
    await suite.logged('waiting')
    child.kill('SIGTERM')
    const run = await finished
    assert.equal(run.exitCode, 143, run.stderr)
    assert.ok(run.log.includes('after Endless'))
    assert.ok(run.log.includes('restored'))
  })

  test('leaves at once on the second signal and says what stays', async (t) => {
    const suite = FixtureSuite.with(t, {
      'a.feature': endless['a.feature'].replace('  Scenario: Endless', '  @endless-undo\n$&'),
    })
    const { child, finished } = suite.start()
    await suite.logged('waiting')
    child.kill('SIGINT')
    await suite.logged('after Endless')
    child.kill('SIGINT')
    const run = await finished
    assert.equal(run.exitCode, 130)
    assert.match(run.stderr, /SIGINT again: left at once[^]*npx kubesonic restore/)
    assert.ok(!run.log.includes('restored'))
  })
})
