import assert from 'node:assert/strict'
import { test } from 'node:test'
import { copyOf, isSame } from './json'

const object = { a: [1, { b: null }] as unknown[], c: { d: 'e', f: false } }

test('a copy says the same, and shares nothing that could be changed', () => {
  const copy = copyOf(object)
  assert.deepEqual(copy, object)
  copy.c.d = 'changed'
  copy.a.push('more')
  assert.deepEqual(object, { a: [1, { b: null }], c: { d: 'e', f: false } })
})

test('what differs in a leaf, in a key or in length is not the same; in the order of keys it is', () => {
  assert.ok(isSame({ c: { f: false, d: 'e' }, a: [1, { b: null }] }, object))
  for (const other of [
    { ...object, c: { d: 'e', f: 0 } },
    { ...object, g: undefined },
    { a: object.a, g: object.c },
    { ...object, a: [1] },
    { ...object, a: [1, { b: undefined }] },
    { ...object, a: { 0: 1, 1: { b: null } } },
  ])
    assert.ok(!isSame(other, object) && !isSame(object, other), JSON.stringify(other))
})
