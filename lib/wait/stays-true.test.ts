import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Condition, met, notYet } from './condition'
import { seconds } from './duration'
import { FakeClock } from './fake-clock'
import { staysTrue } from './stays-true'

test('what holds all the time passes, looked at until the very end', async () => {
  const clock = new FakeClock()
  const times: number[] = []
  const condition: Condition<void> = {
    description: 'no pod',
    everyMs: 4000,
    check: async () => {
      times.push(clock.now())
      return met(undefined)
    },
  }

  await staysTrue(condition, { for: seconds(10), clock })

  assert.deepEqual(times, [0, 4000, 8000, 10_000])
  assert.equal(clock.pending, 0)
})

test('it fails as soon as the condition no longer holds, with what was seen', async () => {
  const clock = new FakeClock()
  const condition: Condition<void> = {
    description: 'no test-ds-pod on node vlab-01',
    hint: 'kubectl describe node vlab-01',
    check: async () => (clock.now() < 3000 ? met(undefined) : notYet('test-daemonset-x Pending')),
  }

  await assert.rejects(staysTrue(condition, { for: seconds(10), clock }), {
    name: 'DidNotStayError',
    message:
      'Did not hold for 10 s: no test-ds-pod on node vlab-01.\n' +
      '    3.2 s  test-daemonset-x Pending\n' +
      '  Next: kubectl describe node vlab-01',
  })
  assert.equal(clock.now(), 3200)
})

test('a condition that does not hold at the start fails at once', async () => {
  const clock = new FakeClock()

  await assert.rejects(
    staysTrue({ description: 'it', check: async () => notYet('broken') }, { for: 1000, clock }),
    { message: 'Did not hold for 1 s: it.\n    0.0 s  broken' },
  )
})
