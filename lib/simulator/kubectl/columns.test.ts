import assert from 'node:assert/strict'
import { test } from 'node:test'
import { age } from './age'
import { inColumns } from './columns'

test('columns stand as kubectl 1.20 was recorded to print them', () => {
  const rows = [
    ['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION'],
    ['minikube', 'Ready', 'control-plane,master', '52s', 'v1.20.2'],
    ['vlab-01', 'Ready', '<none>', '11s', 'v1.20.2'],
  ]
  assert.equal(
    inColumns(rows),
    'NAME       STATUS   ROLES                  AGE   VERSION\n' +
      'minikube   Ready    control-plane,master   52s   v1.20.2\n' +
      'vlab-01    Ready    <none>                 11s   v1.20.2\n',
  )
})

test('ages are rounded as kubectl rounds them', () => {
  const cases: [number, string][] = [
    [4, '4s'],
    [119, '119s'],
    [120, '2m'],
    [213, '3m33s'],
    [1500, '25m'],
    [3 * 3600 + 60, '3h1m'],
    [50 * 3600, '2d2h'],
  ]
  for (const [seconds, text] of cases)
    assert.equal(age(new Date(0).toISOString(), seconds * 1000), text)
})
