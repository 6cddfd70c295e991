import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Recent } from './recent'

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number)

test('what was asked for last is kept, twice as much at most', () => {
  const recent = new Recent<number, string>(10)
  for (const number of numbers(100)) recent.keep(number, `${number}`)
  const kept = numbers(100).filter((number) => recent.get(number) !== undefined)
  assert.ok(kept.length >= 10 && kept.length <= 20, `${kept.length} are kept`)
  assert.deepEqual(kept.slice(-10), numbers(100).slice(-10))
})

test('to ask for something keeps it', () => {
  const recent = new Recent<number, string>(10)
  recent.keep(-1, 'asked for')
  for (const number of numbers(100)) {
    recent.keep(number, `${number}`)
    assert.equal(recent.get(-1), 'asked for')
  }
})
