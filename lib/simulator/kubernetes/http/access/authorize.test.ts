import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { SimulatedClock } from '../../../time/clock'
import { SeededRandom } from '../../../chance/seeded-random'
import { KubernetesApi } from '../../api/kubernetes-api'
import { Store } from '../../api/store'
import { createBootstrapRoles } from '../../control-plane/roles/bootstrap-roles'
import { clusterroles, rolebindings } from '../../resources/access'
import { namespaces } from '../../resources/core'
import { rulesIn } from './role-rules'
import { authorize } from './authorize'
import { anonymous } from './identity'
import { Discovery } from '../../discovery/discovery'
import { routeOf } from '../route'

const discovery = new Discovery(20, '192.168.49.2:6443')
const clock = new SimulatedClock(0)
after(() => clock.stop())
const api = new KubernetesApi(new Store(), 20, clock, new SeededRandom(1))
for (const name of ['default', 'kube-public', 'kube-system'])
  api.create(namespaces, undefined, {
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: { name },
    spec: {},
    status: { phase: 'Active' },
  })
createBootstrapRoles(api, 20)
const access = { podsOf: () => [], rulesOf: rulesIn(api) }

const node = { user: 'system:node:vlab-01', groups: ['system:nodes', 'system:authenticated'] }
const nobody = { user: 'someone', groups: ['system:authenticated'] }

const allowed = [
  [node, 'get', '/api/v1/nodes/vlab-01'],
  [node, 'patch', '/api/v1/nodes/vlab-01'],
  [node, 'delete', '/api/v1/namespaces/default/pods/a'],
  [node, 'update', '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/vlab-01'],
  [nobody, 'get', '/apis'],
  [anonymous, 'get', '/healthz'],
  [anonymous, 'get', '/api/v1/namespaces/kube-public/configmaps/cluster-info'],
] as const
for (const [who, verb, path] of allowed) {
  test(`${who.user} may ${verb} ${path}`, () => {
    assert.doesNotThrow(() => authorize(who, { verb, route: routeOf(path, discovery) }, access))
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
    assert.throws(() => authorize(who, { verb, route: routeOf(path, discovery) }, access), {
      code: 403,
      message,
    })
  })
}

test('a role allows what it says, in the namespace that it is bound in, to whom it is bound', () => {
  const may = (user: string, verb: string, path: string): boolean => {
    const groups = ['system:authenticated', 'lab']
    try {
      authorize({ user, groups }, { verb, route: routeOf(path, discovery) }, access)
      return true
    } catch {
      return false
    }
  }
  const robot = 'system:serviceaccount:default:robot'
  const pods = '/api/v1/namespaces/default/pods'
  assert.equal(may(robot, 'list', pods), false)
  api.create(clusterroles, undefined, {
    kind: 'ClusterRole',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    metadata: { name: 'reader' },
    rules: [
      { verbs: ['list'], apiGroups: [''], resources: ['pods', 'pods/log'] },
      { verbs: ['*'], apiGroups: ['apps'], resources: ['*'] },
      { verbs: ['delete'], apiGroups: [''], resources: ['pods'], resourceNames: ['a'] },
    ],
  })
  api.create(rolebindings, 'default', {
    kind: 'RoleBinding',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    metadata: { name: 'readers', namespace: 'default' },
    subjects: [{ kind: 'ServiceAccount', name: 'robot' }],
    roleRef: { kind: 'ClusterRole', name: 'reader' },
  })
  assert.equal(may(robot, 'list', pods), true)
  assert.equal(may(robot, 'list', `${pods}/a/log`), true)
  assert.equal(may(robot, 'list', `${pods}/a/exec`), false)
  assert.equal(may(robot, 'delete', `${pods}/a`), true)
  assert.equal(may(robot, 'delete', `${pods}/b`), false)
  assert.equal(may(robot, 'create', '/apis/apps/v1/namespaces/default/daemonsets'), true)
  assert.equal(may(robot, 'list', '/api/v1/namespaces/kube-public/pods'), false)
  assert.equal(may('jane', 'list', pods), false)
})
