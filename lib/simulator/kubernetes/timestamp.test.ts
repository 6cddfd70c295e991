import assert from 'node:assert/strict'
import { test } from 'node:test'
import { humanAge, microTimestamp, timestamp } from './timestamp'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const ages: readonly [number, string][] = [
  [-5, '0s'],
  [20 * second, '20s'],
  [119 * second, '119s'],
  [3 * minute + 34 * second, '3m34s'],
  [4 * minute, '4m'],
  [90 * minute, '90m'],
  [4 * hour + 2 * minute, '4h2m'],
  [30 * hour, '30h'],
  [3 * day + 4 * hour, '3d4h'],
  [40 * day, '40d'],
  [800 * day, '2y70d'],
]
for (const [ms, text] of ages) {
  test(`kubectl says ${text} for ${ms} ms`, () => assert.equal(humanAge(ms), text))
}

test('times have seconds, those of leases microseconds', () => {
  assert.equal(timestamp(1_500), '1970-01-01T00:00:01Z')
  assert.equal(microTimestamp(1_500), '1970-01-01T00:00:01.500000Z')
})
