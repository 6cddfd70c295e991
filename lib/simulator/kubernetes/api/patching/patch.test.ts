import assert from 'node:assert/strict'
import { test } from 'node:test'
import { structOf } from '../../schema/go-types'
import { type Json, type JsonObject } from '../../json/json'
import { patched, patchTypes } from './patch'

test('a merge patch sets, removes, and replaces lists', () => {
  const before = { a: { b: '1', c: '2' }, list: [1, 2] }
  assert.deepEqual(apply('merge', before, { a: { b: null, d: '3' }, list: [3] }), {
    a: { c: '2', d: '3' },
    list: [3],
  })
})

test('no patch changes the object it is given', () => {
  const before = {
    metadata: { labels: { a: '1' } },
    spec: { containers: [{ name: 'c', image: 'x' }] },
  }
  const copy = structuredClone(before)
  apply('strategic', before, { spec: { containers: [{ name: 'c', image: 'y' }] } })
  apply('json', before, [{ op: 'remove', path: '/metadata/labels/a' }])
  apply('merge', before, { metadata: { labels: { a: null } } })
  assert.deepEqual(before, copy)
})

test('a strategic patch merges containers by name, keeps the others, and puts what is new first', () => {
  const before = {
    containers: [
      { name: 'a', image: '1', env: [{ name: 'X', value: '1' }] },
      { name: 'b', image: '2' },
    ],
  }
  const patch = { containers: [{ name: 'a', image: '9', env: [{ name: 'Y', value: '2' }] }] }
  assert.deepEqual(apply('strategic', before, patch), {
    containers: [
      {
        name: 'a',
        image: '9',
        env: [
          { name: 'Y', value: '2' },
          { name: 'X', value: '1' },
        ],
      },
      { name: 'b', image: '2' },
    ],
  })
})

test('a strategic patch deletes an element, replaces a list, and orders it', () => {
  const before = { volumes: [{ name: 'a' }, { name: 'b' }] }
  assert.deepEqual(apply('strategic', before, { volumes: [{ $patch: 'delete', name: 'a' }] }), {
    volumes: [{ name: 'b' }],
  })
  assert.deepEqual(
    apply('strategic', before, { volumes: [{ $patch: 'replace' }, { name: 'z' }] }),
    { volumes: [{ name: 'z' }] },
  )
  assert.deepEqual(
    apply('strategic', before, {
      '$setElementOrder/volumes': [{ name: 'b' }, { name: 'a' }],
      volumes: [{ name: 'b' }],
    }),
    { volumes: [{ name: 'b' }, { name: 'a' }] },
  )
})

test('a strategic patch of taints replaces the list: it has no merge key', () => {
  assert.deepEqual(
    apply('strategic', { taints: [{ key: 'a' }] }, { taints: [{ key: 'b' }] }, 'NodeSpec'),
    {
      taints: [{ key: 'b' }],
    },
  )
})

test('finalizers merge as a set, and are taken from by directive', () => {
  assert.deepEqual(
    apply('strategic', { finalizers: ['a'] }, { finalizers: ['b', 'a'] }, 'ObjectMeta'),
    {
      finalizers: ['b', 'a'],
    },
  )
  const patch = { '$deleteFromPrimitiveList/finalizers': ['a'] }
  assert.deepEqual(apply('strategic', { finalizers: ['a', 'b'] }, patch, 'ObjectMeta'), {
    finalizers: ['b'],
  })
})

test('$retainKeys drops what it does not name', () => {
  const before = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } } }
  const patch = { updateStrategy: { $retainKeys: ['type'], type: 'OnDelete' } }
  assert.deepEqual(apply('strategic', before, patch, 'DaemonSetSpec'), {
    updateStrategy: { type: 'OnDelete' },
  })
})

test('a patch of an unknown media type is refused', () => {
  assert.throws(() => patched({}, '{}', 'application/json', undefined), { code: 415 })
})

const apply = (
  type: keyof typeof patchTypes,
  object: JsonObject,
  patch: Json,
  message = 'PodSpec',
): JsonObject => patched(object, JSON.stringify(patch), patchTypes[type], structOf(message))
