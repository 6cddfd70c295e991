import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insistOnClean, leftOn } from './tear-down'

const undone = { entry: '001-join', outcome: 'undone', detail: '' } as const
const failed = { entry: '002-join', outcome: 'failed', detail: 'exit 1' } as const
const run = 'run-1'

test('a machine on which all is undone has nothing left', () => {
  assert.deepEqual(
    leftOn({ machine: 'dut', report: { run, entries: [undone], complete: true } }),
    [],
  )
})

test('what failed is named; so is a restore that was not complete and did not say why', () => {
  const report = (entries: (typeof undone | typeof failed)[]): readonly string[] =>
    leftOn({ machine: 'dut', report: { run, entries, complete: false } })
  assert.deepEqual(report([undone, failed]), ['002-join failed: exit 1'])
  assert.deepEqual(report([undone]), ['its restore.sh did not say what is left'])
})

test('a machine that could not be asked is not clean', () => {
  const reports = [{ machine: 'vlab-01', error: new Error('connection refused') }]
  assert.throws(
    () => insistOnClean(reports),
    /vlab-01: connection refused\n {2}Next: npx kubesonic/,
  )
})
