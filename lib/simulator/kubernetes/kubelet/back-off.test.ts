import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VirtualClock } from '../testing/virtual-clock'
import { BackOff } from './back-off'

test('each failure doubles the wait, from ten seconds to five minutes', () => {
  const backOff = new BackOff(new VirtualClock())
  const waits = Array.from({ length: 7 }, () => {
    backOff.lengthen('pod_main')
    return backOff.current('pod_main') / 1000
  })
  assert.deepEqual(waits, [10, 20, 40, 80, 160, 300, 300])
})

test('a wait goes on until its time is over, counted from what it is about', async () => {
  const clock = new VirtualClock()
  const backOff = new BackOff(clock)
  assert.equal(backOff.isWaiting('pod_main'), false)
  backOff.lengthen('pod_main')
  await clock.pass(6)
  const ended = clock.now()
  await clock.pass(5)
  assert.equal(backOff.isWaiting('pod_main'), false)
  assert.equal(backOff.isWaiting('pod_main', ended), true)
  assert.equal(backOff.isWaiting('pod_other', ended), false)
})

test('what has kept still for more than ten minutes begins anew', async () => {
  const clock = new VirtualClock()
  const backOff = new BackOff(clock)
  for (let failures = 0; failures < 4; failures++) backOff.lengthen('pod_main')
  await clock.pass(601)
  assert.equal(backOff.isWaiting('pod_main', clock.now()), false)
  backOff.lengthen('pod_main', clock.now())
  assert.equal(backOff.current('pod_main'), 10_000)
})

test('a pod that is gone takes its waits along', () => {
  const backOff = new BackOff(new VirtualClock())
  backOff.lengthen('pod_main')
  backOff.lengthen('other_main')
  backOff.forget('pod')
  assert.deepEqual([backOff.isWaiting('pod_main'), backOff.isWaiting('other_main')], [false, true])
})
