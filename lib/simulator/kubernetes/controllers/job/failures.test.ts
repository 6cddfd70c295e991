import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KubeObject } from '../../objects'
import { Failures } from './failures'

const job: KubeObject = { kind: 'Job', apiVersion: 'batch/v1', metadata: { name: 'j', uid: 'u' } }

test('the first failure is made good at once, each later one after twice as long', () => {
  let now = 0
  const failures = new Failures(() => now)
  assert.equal(failures.heldFor(job), 0)
  failures.note(job, true)
  assert.equal(failures.heldFor(job), 10_000)
  now = 4_000
  assert.equal(failures.heldFor(job), 6_000)
  now = 10_000
  assert.equal(failures.heldFor(job), 0)
  failures.note(job, true)
  assert.equal(failures.heldFor(job), 20_000)
})

test('a pod that does well lets failures be forgotten', () => {
  const failures = new Failures(() => 0)
  failures.note(job, true)
  failures.note(job, false)
  assert.equal(failures.heldFor(job), 0)
})
