import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configmaps, namespaces, secrets, serviceaccounts } from '../../resources/core'
import { PaperLab } from '../../testing/paper-lab'

// What a kube-controller-manager of 1.20.2 was seen to do.

const place = { namespace: 'default', name: 'kube-root-ca.crt' }

test('an altered kube-root-ca.crt is put back', async () => {
  await using lab = await PaperLab.start()
  const before = lab.client.find(configmaps, place)?.data
  lab.client.modify(configmaps, place, (draft) => (draft.data = { 'ca.crt': 'x', y: 'z' }))
  await lab.clock.pass(1)
  assert.deepEqual(lab.client.find(configmaps, place)?.data, before)
})

test('a namespace that is going tells what holds it, and stays for a finalizer of its own', async () => {
  await using lab = await PaperLab.start()
  const { client } = lab
  lab.create(namespaces, { kind: 'Namespace', apiVersion: 'v1', metadata: { name: 'held' } })
  await lab.clock.pass(1)
  client.finalize(namespaces, { name: 'held' }, ({ spec }) => spec.finalizers?.push('my.own/x'))
  lab.create(configmaps, {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name: 'stuck', namespace: 'held', finalizers: ['a.b/c'] },
  })
  client.delete(namespaces, { name: 'held' })
  await lab.clock.pass(1)
  const told = (): unknown[] =>
    client
      .find(namespaces, { name: 'held' })!
      .status.conditions!.slice(3)
      .map(({ type, message }) => [type, message])
  assert.deepEqual(told(), [
    [
      'NamespaceContentRemaining',
      'Some resources are remaining: configmaps. has 1 resource instances',
    ],
    [
      'NamespaceFinalizersRemaining',
      'Some content in the namespace has finalizers remaining: a.b/c in 1 resource instances',
    ],
  ])
  client.modify(configmaps, { namespace: 'held', name: 'stuck' }, ({ metadata }) => {
    delete metadata.finalizers
  })
  await lab.clock.pass(1)
  assert.deepEqual(told(), [
    ['NamespaceContentRemaining', 'All content successfully removed'],
    ['NamespaceFinalizersRemaining', 'All content-preserving finalizers finished'],
  ])
  assert.deepEqual(client.find(namespaces, { name: 'held' })?.spec.finalizers, ['my.own/x'])
  client.finalize(namespaces, { name: 'held' }, ({ spec }) => (spec.finalizers = []))
  assert.equal(client.find(namespaces, { name: 'held' }), undefined)
})

test('a token that goes is replaced, and goes with its account', async () => {
  await using lab = await PaperLab.start()
  const mine = { namespace: 'default', name: 'mine' }
  lab.create(serviceaccounts, { kind: 'ServiceAccount', apiVersion: 'v1', metadata: mine })
  await lab.clock.pass(1)
  const named = (): string => lab.client.find(serviceaccounts, mine)?.secrets?.[0]?.name ?? ''
  const first = named()
  lab.client.delete(secrets, { namespace: 'default', name: first })
  await lab.clock.pass(1)
  assert.notEqual(named(), first)
  const second = named()
  assert.ok(lab.has(secrets, second))
  lab.client.delete(serviceaccounts, mine)
  await lab.clock.pass(1)
  assert.ok(!lab.has(secrets, second))
})
