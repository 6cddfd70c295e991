import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FixtureSuite } from './fixture-suite'

const passing = {
  'joining.feature':
    'Feature: Joining\n  @daemonset\n  Scenario: It joins\n    Given all is well\n' +
    '  @smoke\n  Scenario: It leaves\n    Given all is well\n',
}

/** Refused: exit code 2, one message without a stack, and no testbed was started. */
const refused = async (
  t: Parameters<typeof FixtureSuite.with>[0],
  args: readonly string[],
  message: RegExp,
  features: Record<string, string> = passing,
): Promise<void> => {
  const run = await FixtureSuite.with(t, features).run(args)
  assert.match(run.stderr, message)
  assert.doesNotMatch(run.stderr, /^ +at /m)
  assert.equal(run.exitCode, 2)
  assert.deepEqual(run.log, [])
}

describe('bad input is refused before a testbed is started', { concurrency: 2 }, () => {
  test('a tag that no feature carries, with the nearest that one does', (t) =>
    refused(t, ['--tags', '@daemonsets'], /carries the tag @daemonsets[^]*mean @daemonset\?/))

  test('tags that no scenario carries together', (t) =>
    refused(t, ['--tags', '@daemonset and @smoke'], /No scenario matches the tags .*@daemonset/))

  test('a name that no scenario has', (t) =>
    refused(t, ['--name', 'nosuch'], /No scenario matches what was asked for/))

  test('a path without a feature file', (t) =>
    refused(t, ['features/nosuch.feature'], /No feature file at features\/nosuch.feature/))

  test('a scenario without steps, named with its line', (t) =>
    refused(t, [], /would pass:\n {2}features\/a.feature:2 {2}Empty/, {
      'a.feature': 'Feature: A\n  Scenario: Empty\n    Gaven all is well\n',
    }))

  test('a feature file that cannot be parsed', (t) =>
    refused(t, [], /Parse error in "features\/a.feature"/, { 'a.feature': 'Feature A\n' }))

  test('a testbed file that is not there', async (t) => {
    const run = await FixtureSuite.with(t, passing).run([], { KUBESONIC_TESTBED: 'nosuch.yaml' })
    assert.equal(run.exitCode, 2)
    assert.match(run.stderr, /nosuch.yaml/)
    assert.deepEqual(run.log, [])
  })
})

describe('bad input is refused and the simulated testbed ended again', { concurrency: 2 }, () => {
  test('more workers than DUTs', async (t) => {
    const run = await FixtureSuite.with(t, passing).run(['--parallel', '3'])
    assert.equal(run.exitCode, 2)
    assert.match(run.stderr, /--parallel 3 asks for more workers than the testbed has DUTs \(2\)/)
    assert.equal(run.log.at(-1), 'simulator ended')
  })

  test('a machine that the run cannot use', async (t) => {
    const run = await FixtureSuite.with(t, passing).run([], { FIXTURE_PREPARE: 'no way in' })
    assert.equal(run.exitCode, 2)
    assert.match(run.stderr, /^no way in$/m)
    assert.ok(!run.log.includes('restored'))
  })

  test('a simulated testbed that does not start says why', async (t) => {
    const run = await FixtureSuite.with(t, passing).run([], { FIXTURE_SIMULATOR: 'fails' })
    assert.equal(run.exitCode, 2)
    assert.match(run.stderr, /did not start: it ended with exit code 7\n {2}no free port/)
  })
})
