import assert from 'node:assert/strict'
import { test } from 'node:test'
import { microTimestamp, timestamp } from './timestamp'

test('times have seconds, those of leases microseconds', () => {
  assert.equal(timestamp(1_500), '1970-01-01T00:00:01Z')
  assert.equal(microTimestamp(1_500), '1970-01-01T00:00:01.500000Z')
})
