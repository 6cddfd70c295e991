import assert from 'node:assert/strict'
import { test } from 'node:test'
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
