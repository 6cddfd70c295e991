import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { test } from 'node:test'
import { systemClock } from './clock'
import { inTime } from './in-time'

test('as many may wait on one signal as a testbed has machines, and none leaves a listener', async (t) => {
  const warnings: Error[] = []
  const warn = (warning: Error): void => void warnings.push(warning)
  process.on('warning', warn)
  t.after(() => process.off('warning', warn))
  const { signal } = new AbortController()
  const limits = { by: systemClock.now() + 60_000, clock: systemClock, signal }
  const works = Array.from({ length: 16 }, (_, machine) => setImmediate(machine))
  const answers = await Promise.all(works.map((work) => inTime(work, limits)))
  assert.deepEqual(answers, [...answers.keys()])
  assert.deepEqual(getEventListeners(signal, 'abort'), [])
  assert.deepEqual(warnings, [])
})
