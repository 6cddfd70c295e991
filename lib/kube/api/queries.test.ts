import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inWords, podQuery, selectors } from './queries'

test('labels and fields become selectors; what is not asked for is left out', () => {
  assert.deepEqual(selectors({}), {})
  assert.deepEqual(selectors({ labels: { a: '1', b: '' } }), { labelSelector: 'a=1,b=' })
  assert.deepEqual(selectors(podQuery({ node: 'vlab-01' })), {
    fieldSelector: 'spec.nodeName=vlab-01',
  })
})

test('a value of a field is escaped, so that it cannot add a term', () => {
  const fields = { 'involvedObject.name': 'a,b=c\\d' }

  assert.deepEqual(selectors({ fields }), {
    fieldSelector: 'involvedObject.name=a\\,b\\=c\\\\d',
  })
})

test('a query reads as words', () => {
  assert.equal(inWords({}), '')
  assert.equal(
    inWords({ labels: { group: 'x' }, node: 'vlab-01' }),
    'labelled group=x on node vlab-01',
  )
})
