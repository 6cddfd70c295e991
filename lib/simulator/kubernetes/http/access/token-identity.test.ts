import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SeededRandom } from '../../../chance/seeded-random'
import { podToken } from '../../credentials/service-account-token'
import { type KubeObject, type Pod } from '../../objects'
import { rolebindings, roles } from '../../resources/access'
import { secrets, serviceaccounts } from '../../resources/core'
import { pods } from '../../resources/pods'
import { HttpsClient } from '../../testing/https-client'
import { recordedCluster } from '../../testing/recorded-cluster'
import { VirtualClock } from '../../testing/virtual-clock'

const place = { namespace: 'default', name: 'default' }
const list = '/api/v1/namespaces/default/configmaps'
const clock = new VirtualClock()
const cluster = recordedCluster(clock, new SeededRandom(1), { kubernetes: 'v1.22.2' })
let port: number
before(async () => {
  ;({ port } = await cluster.start({ host: '127.0.0.1', port: 0 }))
  await clock.until('there is an account', () => !!cluster.client().find(serviceaccounts, place))
})
after(async () => {
  clock.stop()
  await cluster.close()
})

/** The status of a list, and what is said of it, for who shows a token only. */
async function answerTo(token: string): Promise<string> {
  const client = new HttpsClient(port, cluster.pki.ca.certificate, undefined, token)
  try {
    const { status, body } = await client.ask('GET', list)
    return `${status} ${(body as { message?: string }).message ?? ''}`
  } finally {
    client.close()
  }
}

const tokenIn = ({ data }: { data?: Record<string, string> } = {}): string =>
  Buffer.from(data?.['token'] ?? '', 'base64').toString()
const defaultSecret = () =>
  cluster
    .client()
    .list(secrets, 'default')
    .find(({ type }) => type === 'kubernetes.io/service-account-token')
const stranger =
  '403 configmaps is forbidden: User "system:serviceaccount:default:default" cannot list resource "configmaps" in API group "" in the namespace "default"'

test('the token of a secret is its account, until the secret is gone', async () => {
  await clock.until('the token is there', () => tokenIn(defaultSecret()) !== '')
  const secret = defaultSecret()!
  const token = tokenIn(secret)
  assert.equal(await answerTo(token), stranger)
  cluster.client().delete(secrets, secret.metadata)
  assert.equal(await answerTo(token), '401 Unauthorized')
})

test('a role that is bound to an account is for its token', async () => {
  const { metadata } = cluster.client().find(serviceaccounts, place)!
  const pod = cluster.client().create<Pod>(pods, aPod('with-token'))
  const token = tokenOf(pod, metadata.uid)
  assert.equal(await answerTo(token), stranger)
  cluster.client().create<KubeObject>(roles, role)
  cluster.client().create<KubeObject>(rolebindings, binding)
  assert.equal(await answerTo(token), '200 ')
})

test('the token of a pod ends with its time and with its pod', async () => {
  const { metadata } = cluster.client().find(serviceaccounts, place)!
  const pod = cluster.client().create<Pod>(pods, aPod('short-lived'))
  const token = tokenOf(pod, metadata.uid)
  assert.notEqual(await answerTo(token), '401 Unauthorized')
  assert.equal(await answerTo(tokenOf(pod, metadata.uid, -3600)), '401 Unauthorized')
  assert.equal(await answerTo(tokenOf(pod, 'of another account')), '401 Unauthorized')
  cluster.client().delete(pods, pod.metadata, { gracePeriodSeconds: 0 })
  assert.equal(await answerTo(token), '401 Unauthorized')
})

test('what is no token, or was altered, is refused', async () => {
  const [header, , signature] = tokenOf(aPod('none'), 'x').split('.')
  const forged = [header, Buffer.from('{"kubernetes.io":{}}').toString('base64url'), signature]
  for (const token of ['nonsense', 'a.b.c', '07401b.f395accd246ae52d', forged.join('.')])
    assert.equal(await answerTo(token), '401 Unauthorized', token)
})

const tokenOf = ({ metadata }: Pod, account = '', laterSeconds = 0): string =>
  podToken(
    { ...place, uid: account },
    { name: metadata.name, uid: metadata.uid ?? '' },
    { nowMs: clock.now() + laterSeconds * 1000 },
  )

const aPod = (name: string): Pod =>
  ({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name, namespace: 'default' },
    spec: { containers: [{ name: 'main', image: 'pause' }] },
  }) as unknown as Pod

const apiVersion = 'rbac.authorization.k8s.io/v1'
const metadata = { name: 'reads', namespace: 'default' }
const role = {
  kind: 'Role',
  apiVersion,
  metadata,
  rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list'] }],
}
const binding = {
  kind: 'RoleBinding',
  apiVersion,
  metadata,
  subjects: [{ kind: 'ServiceAccount', ...place }],
  roleRef: { kind: 'Role', name: 'reads', apiGroup: 'rbac.authorization.k8s.io' },
}
