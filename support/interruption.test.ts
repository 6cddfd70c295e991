import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endWhenInterrupted, interruption } from './interruption'

test('a run that has lost a machine ends its step with the reason, and is still to be interrupted', async () => {
  const why = "vlab-01: this run may change nothing more there: the dead-man's switch fired"
  const step = endWhenInterrupted(() => new Promise(() => undefined))()
  interruption.lose(why)
  await assert.rejects(Promise.resolve(step), { name: 'Interrupted', message: why })
  assert.equal(interruption.by, undefined)
  assert.equal(interruption.interrupt('SIGINT'), true)
  assert.equal(interruption.why, `the run has lost a machine: ${why}`)
})
