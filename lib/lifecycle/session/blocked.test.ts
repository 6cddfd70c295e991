import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BlockedError, CapabilityMissing, FirstFailure } from './blocked'

test('after a failure nothing is tried again, and the first reason is told each time', async () => {
  const level = new FirstFailure()
  let tries = 0
  const fail = (): Promise<void> => {
    tries++
    return Promise.reject(new Error('Timed out after 180 s waiting for node vlab-01 to be Ready.'))
  }
  await assert.rejects(level.guard(fail), /^Error: Timed out/)
  await assert.rejects(level.guard(fail), (error: Error) => {
    assert.ok(error instanceof BlockedError)
    assert.match(error.message, /^Blocked by: Timed out after 180 s/)
    return true
  })
  assert.equal(tries, 1)
})

test('a missing capability is told as it is each time: nothing is broken', async () => {
  const level = new FirstFailure()
  const missing = (): Promise<void> => Promise.reject(new CapabilityMissing('no ctrmgrd.service'))
  for (let i = 0; i < 2; i++) await assert.rejects(level.guard(missing), CapabilityMissing)
})
