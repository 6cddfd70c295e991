import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resources } from '../resources/catalogue'
import { messagesIn } from './message-notation'
import { jsonFields, reachable } from './schema'

const scalars = ['string', 'bool', 'bytes', 'int32', 'int64']
const ownForms = ['Time', 'MicroTime', 'Quantity', 'IntOrString', 'FieldsV1', 'RawExtension']

test('every kind that is served has a schema, down to scalars', () => {
  for (const { kind } of resources)
    assert.ok(jsonFields(kind).has('metadata'), `${kind}: describe it in this folder`)
  const messages = reachable(resources.map(({ kind }) => kind))
  const known = new Set([...scalars, ...ownForms, ...messages.map(({ name }) => name)])
  for (const { name, fields } of messages)
    for (const field of fields)
      assert.ok(known.has(field.type), `${name}.${field.name} is a ${field.type}`)
})

test('a volume shows its source as its own field, and ports are merged by number and protocol', () => {
  assert.equal(jsonFields('Volume').get('hostPath')?.type, 'HostPathVolumeSource')
  assert.equal(jsonFields('ConfigMapVolumeSource').get('name')?.type, 'string')
  assert.deepEqual(jsonFields('Container').get('ports')?.keys, ['containerPort', 'protocol'])
  assert.deepEqual(jsonFields('ObjectMeta').get('finalizers')?.keys, [])
  assert.equal(jsonFields('PodSpec').get('tolerations')?.atomic, true)
  assert.equal(jsonFields('PodSpec').get('nodeSelector')?.atomic, true)
})

test('what is not in the notation is refused', () => {
  assert.throws(
    () => messagesIn('# io.k8s.api.core.v1\nPod: metadata ObjectMeta'),
    /Not in the notation/,
  )
})
