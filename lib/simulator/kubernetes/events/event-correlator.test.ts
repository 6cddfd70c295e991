import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EventCorrelator, type Happening } from './event-correlator'
import { VirtualClock } from '../testing/virtual-clock'

const happening = (message: string, name = 'pod'): Happening => ({
  about: { kind: 'Pod', namespace: 'default', name, uid: `${name}-uid` },
  type: 'Warning',
  reason: 'Failed',
  message,
})

test('the same again raises the count of the first', () => {
  const correlator = new EventCorrelator(new VirtualClock())
  const counts = ['a', 'a', 'b', 'a'].map((text) => correlator.observe(happening(text))?.count)
  assert.deepEqual(counts, [1, 2, 1, 3])
})

test('from the tenth variant of one reason on they are combined, with the latest text', () => {
  const correlator = new EventCorrelator(new VirtualClock())
  const seen = Array.from({ length: 12 }, (_, at) => correlator.observe(happening(`no ${at}`)))
  assert.deepEqual(
    seen.map((each) => each?.count),
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3],
  )
  assert.equal(seen[9], seen[11])
  assert.equal(seen[11]?.message, '(combined from similar events): no 11')
})

test('of one object 25 events are let through, then one in five minutes, and counts go on', async () => {
  const clock = new VirtualClock()
  const correlator = new EventCorrelator(clock)
  const passed = Array.from({ length: 40 }, () => correlator.observe(happening('again'))).filter(
    Boolean,
  )
  assert.equal(passed.length, 25)
  assert.equal(correlator.observe(happening('of another', 'other'))?.count, 1)

  await clock.pass(301)
  assert.equal(correlator.observe(happening('again'))?.count, 41)
  assert.equal(correlator.observe(happening('again')), undefined)
})

test('variants that are more than ten minutes apart are not combined', async () => {
  const clock = new VirtualClock()
  const correlator = new EventCorrelator(clock)
  for (let at = 0; at < 9; at++) correlator.observe(happening(`no ${at}`))
  await clock.pass(601)
  assert.equal(correlator.observe(happening('no 9'))?.message, 'no 9')
})
