import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VirtualClock } from '../kubernetes/testing/virtual-clock'
import { Turns } from './turns'

const periodMs = 10_000

/** Takes turns, and notes when; `more` is what each answers. */
function taking(more: () => boolean): { clock: VirtualClock; turns: Turns; taken: string[] } {
  const clock = new VirtualClock()
  const from = clock.now()
  const taken: string[] = []
  const turns = new Turns(clock, periodMs, (turn) => {
    taken.push(`${turn} after ${(clock.now() - from) / 1000} s`)
    return more()
  })
  return { clock, turns, taken }
}

test('nothing is looked at while there is nothing to see; then at the next turn, once', async () => {
  const { clock, turns, taken } = taking(() => false)
  await clock.pass(33)
  turns.heed()
  turns.heed()
  await clock.pass(60)
  assert.deepEqual(taken, ['4 after 40 s'])
})

test('turns follow one another as long as something is left', async () => {
  let left = 2
  const { clock, turns, taken } = taking(() => --left > 0)
  turns.heed()
  await clock.pass(60)
  assert.deepEqual(taken, ['1 after 10 s', '2 after 20 s'])
})

test('who heeds during a turn gets the next one, and no clock step delays it', async () => {
  const { clock, turns, taken } = taking(() => {
    if (taken.length === 1) turns.heed()
    return false
  })
  turns.heed()
  clock.skewMs = -3600_000
  await clock.pass(60)
  assert.deepEqual(
    taken.map((line) => line[0]),
    ['1', '2'],
  )
})

test('what is stopped takes no turn any more, not even one that was planned', async () => {
  const planned = taking(() => true)
  planned.turns.heed()
  const idle = taking(() => true)
  for (const { clock, turns, taken } of [planned, idle]) {
    turns.stop()
    turns.heed()
    await clock.pass(60)
    assert.deepEqual(taken, [])
  }
})
