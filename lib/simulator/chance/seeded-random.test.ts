import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SeededRandom } from './seeded-random'

const draws = (random: SeededRandom): string[] => [random.text(5), random.uuid(), random.hex(8)]

test('what a component draws hangs on the seed and its name, not on what others draw', () => {
  const alone = draws(new SeededRandom(7).of('docker'))
  const root = new SeededRandom(7)
  draws(root)
  draws(root.of('kubelet'))
  draws(root.forObject('a pod'))
  assert.deepEqual(draws(root.of('docker')), alone)
  assert.notDeepEqual(draws(new SeededRandom(8).of('docker')), alone)
  assert.notDeepEqual(draws(new SeededRandom(7).of('kubelet')), alone)
})

test('a component goes on where it was; an object begins anew', () => {
  const root = new SeededRandom(7)
  assert.notDeepEqual(draws(root.of('docker')), draws(root.of('docker')))
  assert.deepEqual(draws(root.forObject('a pod')), draws(root.forObject('a pod')))
})

test('draws fall evenly within their bounds', () => {
  const random = new SeededRandom(1)
  const drawn = Array.from({ length: 2_000 }, () => random.within({ leastMs: 10, mostMs: 30 }))
  assert.ok(drawn.every((ms) => ms >= 10 && ms < 30))
  for (const from of [10, 15, 20, 25]) {
    const share = drawn.filter((ms) => ms >= from && ms < from + 5).length / drawn.length
    assert.ok(share > 0.21 && share < 0.29, `${share} of the draws from ${from} on`)
  }
})
