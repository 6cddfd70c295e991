import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goDuration, parseGoDuration } from './duration'

test('durations read as Go writes them', () => {
  const written = [0, 285, 1000, 20_848, 63_651, 300_000, 3_600_000, 5_025_000].map(goDuration)
  assert.deepEqual(written, [
    '0s', '285ms', '1s', '20.848s', '1m3.651s', '5m0s', '1h0m0s', '1h23m45s',
  ]) // prettier-ignore
})

test('durations are read as Go reads them', () => {
  const read = ['500ms', '1m30s', '1.5h', '90', 'soon', ''].map(parseGoDuration)
  assert.deepEqual(read, [500, 90_000, 5_400_000, undefined, undefined, undefined])
})
