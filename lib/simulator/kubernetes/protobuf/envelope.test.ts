import assert from 'node:assert/strict'
import { test } from 'node:test'
import { objectInEnvelope } from './envelope'
import { field } from './writer'

const enveloped = (apiVersion: string, kind: string, ...fields: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    field(1, [field(1, apiVersion), field(2, kind)]),
    field(2, fields),
  ])

test('a ConfigMap is read with its texts and its bytes', () => {
  const entry = (key: string, value: string | Uint8Array): Buffer[] => [
    field(1, key),
    field(2, value),
  ]
  const body = enveloped(
    'v1',
    'ConfigMap',
    field(1, [field(1, 'map'), field(2, ''), field(8, [])]),
    field(2, entry('a', '1')),
    field(2, entry('empty', '')),
    field(3, entry('blob', Buffer.from([0, 255]))),
  )
  assert.deepEqual(objectInEnvelope(body), {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name: 'map' },
    data: { a: '1', empty: '' },
    binaryData: { blob: 'AP8=' },
  })
})

test('a zero counts where absence means something else, and only there', () => {
  const zero = Buffer.from([0x08, 0x00])
  assert.deepEqual(objectInEnvelope(enveloped('v1', 'DeleteOptions', zero)), {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    gracePeriodSeconds: 0,
  })
  const hostNetwork = field(2, [
    Buffer.from([0x58, 0x00]),
    field(1, [field(1, 'v'), field(2, [field(2, [])])]),
  ])
  assert.deepEqual(objectInEnvelope(enveloped('v1', 'Pod', hostNetwork)), {
    kind: 'Pod',
    apiVersion: 'v1',
    spec: { volumes: [{ name: 'v', emptyDir: {} }] },
  })
})

test('what is no protobuf of Kubernetes, or ends too early, is refused with 400', () => {
  assert.throws(() => objectInEnvelope(Buffer.from('{}')), {
    code: 400,
    message: /expected prefix/,
  })
  const whole = enveloped('v1', 'ConfigMap', field(1, [field(1, 'map')]))
  assert.throws(() => objectInEnvelope(whole.subarray(0, -2)), { code: 400, message: /^proto: / })
})
