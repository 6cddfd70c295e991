import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorize } from './authorize'
import { anonymous } from './identity'
import { Discovery } from '../discovery/discovery'
import { routeOf } from './route'

const discovery = new Discovery(20, '192.168.49.2:6443')

const node = { user: 'system:node:vlab-01', groups: ['system:nodes', 'system:authenticated'] }
const nobody = { user: 'someone', groups: ['system:authenticated'] }

const allowed = [
  [node, 'get', '/api/v1/nodes/vlab-01'],
  [node, 'patch', '/api/v1/nodes/vlab-01'],
  [node, 'delete', '/api/v1/namespaces/default/pods/a'],
  [node, 'update', '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/vlab-01'],
  [nobody, 'get', '/apis'],
  [nobody, 'get', '/api/v1/namespaces/kube-public/configmaps/cluster-info'],
  [anonymous, 'get', '/healthz'],
] as const
for (const [who, verb, path] of allowed) {
  test(`${who.user} may ${verb} ${path}`, () => {
    assert.doesNotThrow(() => authorize(who, { verb, route: routeOf(path, discovery) }))
  })
}

const refused = [
  [
    node,
    'get',
    '/api/v1/namespaces/default/pods/a/exec',
    /^pods "a" is forbidden: .* cannot get resource "pods\/exec" in API group "" in the namespace "default"$/,
  ],
  [
    node,
    'get',
    '/api/v1/namespaces/default/secrets/foreign',
    /in the namespace "default": no relationship found between node 'vlab-01' and this object$/,
  ],
  [
    node,
    'create',
    '/apis/apps/v1/namespaces/default/daemonsets',
    /^daemonsets\.apps is forbidden: .* in API group "apps" in the namespace "default"$/,
  ],
  [
    nobody,
    'get',
    '/api/v1/namespaces/kube-public/configmaps/other',
    /^configmaps "other" is forbidden/,
  ],
  [anonymous, 'get', '/apis', /^forbidden: User "system:anonymous" cannot get path "\/apis"$/],
] as const
for (const [who, verb, path, message] of refused) {
  test(`${who.user} may not ${verb} ${path}`, () => {
    assert.throws(() => authorize(who, { verb, route: routeOf(path, discovery) }), {
      code: 403,
      message,
    })
  })
}
