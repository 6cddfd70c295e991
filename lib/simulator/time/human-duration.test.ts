import assert from 'node:assert/strict'
import { test } from 'node:test'
import { age, humanDuration } from './human-duration'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const ages: readonly [number, string][] = [
  [-2 * second, '<invalid>'],
  [-1 * second, '0s'],
  [20 * second, '20s'],
  [119 * second, '119s'],
  [120 * second, '2m'],
  [3 * minute + 34 * second, '3m34s'],
  [4 * minute, '4m'],
  [90 * minute, '90m'],
  [4 * hour + 2 * minute, '4h2m'],
  [30 * hour, '30h'],
  [3 * day + 4 * hour, '3d4h'],
  [40 * day, '40d'],
  [800 * day, '2y70d'],
  [730 * day, '2y'],
  [3000 * day, '8y'],
]
for (const [ms, text] of ages) {
  test(`people are told ${text} for ${ms} ms`, () => assert.equal(humanDuration(ms), text))
}

test('an age is told from a time, and of none that it is not known', () => {
  assert.equal(age('1970-01-01T00:00:00Z', 25 * minute), '25m')
  assert.equal(age(undefined, 25 * minute), '<unknown>')
})
