import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FixtureSuite } from './fixture-suite'

const feature = (...scenarios: string[]): Record<string, string> => ({
  'joining.feature': `Feature: Joining\n${scenarios.join('')}`,
})
const scenario = (name: string, step: string, tags = '@join'): string =>
  `  ${tags}\n  Scenario: ${name}\n    Given ${step}\n`
const passing = feature(scenario('It joins', 'all is well'))

describe('a whole run', { concurrency: 2 }, () => {
  test('passes with 0, restores the machines once and ends the simulated testbed', async (t) => {
    const run = await FixtureSuite.with(t, passing).run([], { KUBESONIC_SIMULATOR: '--pace 0' })
    assert.equal(run.exitCode, 0, run.stderr)
    assert.match(run.stdout, /passed .* Joining › It joins/)
    assert.match(run.stdout, /1 scenario: 1 passed/)
    assert.match(run.stderr, /vlab-01 {2}3 changes undone/)
    assert.match(run.stderr, /Report: reports\/allure-results/)
    assert.deepEqual(run.log, [
      'simulator started with: --pace 0',
      'after It joins',
      'restored',
      'simulator ended',
    ])
  })

  test('restores the machines once, too, when workers ran it in parallel', async (t) => {
    const two = feature(scenario('One', 'all is well'), scenario('Two', 'all is well'))
    const run = await FixtureSuite.with(t, two).run(['--parallel', '2'])
    assert.equal(run.exitCode, 0, run.stderr)
    assert.equal(run.log.filter((line) => line === 'restored').length, 1)
    assert.equal(run.log.filter((line) => line.startsWith('after ')).length, 2)
  })

  test('starts no testbed when it is a dry run', async (t) => {
    const run = await FixtureSuite.with(t, passing).run(['--dry-run'])
    assert.equal(run.exitCode, 0, run.stderr)
    assert.deepEqual(run.log, [])
  })

  test('fails with the message in full and counts what was only blocked apart', async (t) => {
    const features = feature(
      scenario('It breaks', 'it fails'),
      scenario('It waits', 'all is well', '@blocked'),
    )
    const run = await FixtureSuite.with(t, features).run()
    assert.equal(run.exitCode, 1)
    assert.match(run.stdout, /Given it fails\n +Error: it failed\n/)
    assert.match(run.stdout, /2 scenarios: 1 failed, 1 blocked/)
    assert.match(run.stdout, /blocked .*\n +Blocked by: the DUT is on fire\n/)
    assert.match(run.stdout, /failed +features\/joining.feature:3 {2}It breaks/)
  })

  test('fails when only an After hook does', async (t) => {
    const features = feature(scenario('It joins', 'all is well', '@undo-fails'))
    const run = await FixtureSuite.with(t, features).run()
    assert.equal(run.exitCode, 1)
    assert.match(run.stdout, /hook "undo"\n +Error: the undo failed/)
  })

  test('fails on a step that nobody defined, with the step in the message', async (t) => {
    const run = await FixtureSuite.with(t, feature(scenario('It joins', 'the moon is full'))).run()
    assert.equal(run.exitCode, 1)
    assert.match(run.stdout, /Given the moon is full\n +No step definition says what this means/)
  })

  test('fails when an AfterAll hook does, and restores the machines all the same', async (t) => {
    const run = await FixtureSuite.with(t, passing).run([], { FIXTURE_AFTER_ALL: 'lost the line' })
    assert.equal(run.exitCode, 1)
    assert.match(run.stderr, /AfterAll hook "close" \(.*steps.cjs:\d+\) failed: .*lost the line/)
    assert.deepEqual(run.log.slice(-2), ['restored', 'simulator ended'])
  })

  test('fails when a BeforeAll hook does, and restores the machines all the same', async (t) => {
    const run = await FixtureSuite.with(t, passing).run([], { FIXTURE_BEFORE_ALL: 'no licence' })
    assert.equal(run.exitCode, 1)
    assert.match(run.stderr, /BeforeAll hook "prepare" \(.*\) failed: .*no licence/)
    assert.ok(run.log.includes('restored'))
  })

  test('fails and restores when a step ends the process with 0', async (t) => {
    const run = await FixtureSuite.with(t, feature(scenario('It', 'the process exits'))).run()
    assert.equal(run.exitCode, 1)
    assert.match(run.stderr, /ended before its time/)
    assert.ok(run.log.includes('restored'))
  })

  test('exits 3 when a machine was not restored, whatever the scenarios came to', async (t) => {
    const run = await FixtureSuite.with(t, passing).run([], { FIXTURE_RESTORE: '2 of 3 failed' })
    assert.equal(run.exitCode, 3)
    assert.match(run.stderr, /vlab-01 {2}NOT RESTORED: 2 of 3 failed/)
    assert.match(run.stderr, /kubesonic restore/)
  })

  test('fails on what the simulated testbed holds against it', async (t) => {
    const finding = 'The simulated DUT does not know this command: moo'
    const run = await FixtureSuite.with(t, passing).run([], { FIXTURE_FINDING: finding })
    assert.equal(run.exitCode, 1)
    assert.match(run.stderr, /does not know this command: moo/)
  })

  test('exits 4 when everything was skipped, naming the reason, unless that is allowed', async (t) => {
    const suite = FixtureSuite.with(t, feature(scenario('It joins', 'all is well', '@skipped')))
    const run = await suite.run()
    assert.equal(run.exitCode, 4)
    assert.match(run.stdout, /skipped .*\n +because this image has no ctrmgrd/)
    assert.equal((await suite.run([], { KUBESONIC_ALLOW_SKIPPED: 'true' })).exitCode, 0)
  })
})
