import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type TestResult } from 'allure-js-commons'
import { combinations, images } from './cells'
import { collect } from './results'

test('the matrix has more than two dozen cells, each with a history of its own', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kubesonic-matrix-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const refusals = combinations.filter(({ refusedWith }) => refusedWith !== undefined)
  assert.ok(combinations.length * images.length >= 24)
  for (const where of refusals) {
    const run = { exitCode: 2, output: `vlab-01 ${where.refusedWith}: why`, results: folder }
    assert.ok(collect(where, run, folder).every(({ asExpected }) => asExpected))
  }
  const results = readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as TestResult,
  )
  assert.equal(results.length, refusals.length * images.length)
  assert.equal(new Set(results.map(({ historyId }) => historyId)).size, results.length)
})

test('a refusal for another cause, and a run that should have been refused, are not as expected', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kubesonic-matrix-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const where = { branch: 'master', kubernetes: 'v1.28.3', refusedWith: 'because of that' }
  for (const run of [
    { exitCode: 2, output: 'for another reason', results: folder },
    { exitCode: 0, output: 'because of that', results: folder },
  ])
    assert.ok(collect(where, run, folder).every(({ asExpected }) => !asExpected))
})

test('a run that tells nothing of its cells is not as expected', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kubesonic-matrix-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const run = { exitCode: 1, output: 'it broke\n', results: folder }
  const cells = collect({ branch: 'master', kubernetes: 'v1.22.2' }, run, folder)
  assert.equal(cells.length, images.length)
  assert.match(cells[0]?.what ?? '', /no result \(exit code 1\): it broke/)
  assert.ok(cells.every(({ asExpected }) => !asExpected))
})
