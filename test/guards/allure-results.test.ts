import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
import { FixtureSuite } from './fixture-suite'

interface AllureResult {
  readonly name: string
  readonly status: string
  readonly statusDetails: { readonly message?: string }
  readonly historyId: string
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
}

const features = {
  'a.feature': `Feature: A
  Scenario: passes
    Given all is well
  Scenario: fails
    Given it is refuted
  Scenario: errs
    Given it fails
  Scenario: is undefined
    Given all is well
    Given the moon is full
  @undo-fails
  Scenario: cannot undo
    Given all is well
  @blocked
  Scenario: is blocked
    Given all is well
  @skipped
  Scenario: is skipped
    Given all is well
  @dut-a
  Scenario: on a DUT
    Given all is well
`,
}

describe('the Allure results', () => {
  test('tell each scenario as it was, hooks included', async (t) => {
    const suite = FixtureSuite.with(t, features)
    await suite.run()
    const results = readResults(suite.folder)
    const told = Object.fromEntries(results.map(({ name, status }) => [name, status]))
    assert.deepEqual(told, {
      passes: 'passed',
      fails: 'failed',
      errs: 'broken',
      'is undefined': 'broken',
      'cannot undo': 'broken',
      'is blocked': 'broken',
      'is skipped': 'skipped',
      'on a DUT': 'passed',
    })
    const message = (name: string): string | undefined =>
      results.find((result) => result.name === name)?.statusDetails.message
    assert.equal(message('is skipped'), 'this image has no ctrmgrd')
    assert.equal(message('is blocked'), 'Blocked by: the DUT is on fire')
    assert.equal(message('cannot undo'), 'hook "undo"\nthe undo failed')
    assert.match(message('is undefined') ?? '', /^Given the moon is full\nNo step definition/)
    assert.deepEqual(results.find(({ name }) => name === 'on a DUT')?.parameters, [
      { name: 'DUT', value: 'vlab-01' },
    ])
  })

  test('are those of the last run only, and name the testbed', async (t) => {
    const suite = FixtureSuite.with(t, features)
    await suite.run(['--name', 'passes'])
    await suite.run(['--name', 'passes'])
    assert.equal(readResults(suite.folder).length, 1)
    const environment = path.join(resultsOf(suite.folder), 'environment.properties')
    assert.match(readFileSync(environment, 'utf8'), /Testbed ?= ?fixture \(simulated\)/)
  })
})

const resultsOf = (folder: string): string => path.join(folder, 'reports/allure-results')

const readResults = (folder: string): AllureResult[] =>
  readdirSync(resultsOf(folder))
    .filter((file) => file.endsWith('-result.json'))
    .map(
      (file) =>
        JSON.parse(readFileSync(path.join(resultsOf(folder), file), 'utf8')) as AllureResult,
    )
