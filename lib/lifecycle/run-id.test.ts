import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newRunId } from './run-id'

test('a run id sorts by time and is a valid label and directory', () => {
  const id = newRunId(new Date('2026-11-23T14:15:03Z'))
  assert.match(id, /^20261123-141503-[a-z2-7]{5}$/)
  assert.ok(newRunId(new Date('2026-11-23T14:15:04Z')) > id)
})

test('two runs of the same second differ', () => {
  const now = new Date()
  assert.equal(new Set(Array.from({ length: 20 }, () => newRunId(now))).size, 20)
})
