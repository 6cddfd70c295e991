import assert from 'node:assert/strict'
import { test } from 'node:test'
import { durationMistake, goDuration, parseGoDuration } from './duration'

test('durations read as Go writes them', () => {
  const written = [0, 285, 1000, 20_848, 63_651, 300_000, 3_600_000, 5_025_000].map(goDuration)
  assert.deepEqual(written, [
    '0s', '285ms', '1s', '20.848s', '1m3.651s', '5m0s', '1h0m0s', '1h23m45s',
  ]) // prettier-ignore
})

test('durations are read as Go reads them', () => {
  const read = ['500ms', '1m30s', '1.5h', '-1s', '+2us', '0', '90', 'soon', ''].map(parseGoDuration)
  assert.deepEqual(read, [
    500, 90_000, 5_400_000, -1000, 0.002, 0, undefined, undefined, undefined,
  ]) // prettier-ignore
})

// What kube-apiserver 1.23.1 said of `?timeout=…`.
test('what is no duration is refused in the words of Go', () => {
  const said = {
    abc: 'time: invalid duration "abc"',
    '.s': 'time: invalid duration ".s"',
    '-': 'time: invalid duration "-"',
    s: 'time: invalid duration "s"',
    'a"b': 'time: invalid duration "a\\"b"',
    és: 'time: invalid duration "\\xc3\\xa9s"',
    '9999999999h': 'time: invalid duration "9999999999h"',
    '5': 'time: missing unit in duration "5"',
    '1ms2': 'time: missing unit in duration "1ms2"',
    '1..s': 'time: missing unit in duration "1..s"',
    '1x': 'time: unknown unit "x" in duration "1x"',
    '1.5h2x': 'time: unknown unit "x" in duration "1.5h2x"',
  }
  const given = Object.fromEntries(Object.keys(said).map((text) => [text, durationMistake(text)]))
  assert.deepEqual(given, said)
})
