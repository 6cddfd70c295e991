import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { SeededRandom } from '../../chance/seeded-random'
import { signatureOf } from '../control-plane/bootstrap-token'
import { type SimulatedCluster } from '../cluster'
import { type ConfigMap, type Secret } from '../objects'
import { configmaps, secrets } from '../resources/core'
import { recordedCluster } from '../testing/recorded-cluster'
import { VirtualClock } from '../testing/virtual-clock'

let clock: VirtualClock
let cluster: SimulatedCluster
beforeEach(async () => {
  clock = new VirtualClock()
  cluster = recordedCluster(clock, new SeededRandom(1))
  await cluster.start({ host: '127.0.0.1', port: 0 })
})
afterEach(async () => {
  clock.stop()
  await cluster.close()
})

const place = { namespace: 'kube-public', name: 'cluster-info' }
const secret = '0123456789abcdef'
const info = (): Record<string, string> =>
  cluster.client().find<ConfigMap>(configmaps, place)?.data ?? {}

const create = (id: string, more: Record<string, string>): Secret =>
  cluster.client().create<Secret>(secrets, {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: { name: `bootstrap-token-${id}`, namespace: 'kube-system' },
    type: 'bootstrap.kubernetes.io/token',
    stringData: { 'token-id': id, 'token-secret': secret, ...more },
  })

const signedBy = (id: string): string | undefined => info()[`jws-kubeconfig-${id}`]

test('cluster-info is signed by each token that is for that, as long as it is there', async () => {
  const token = create('abcdef', { 'usage-bootstrap-signing': 'true' })
  create('other1', {})
  await clock.until('it is signed', () => signedBy('abcdef') !== undefined)
  const kubeconfig = info()['kubeconfig'] ?? ''
  assert.equal(signedBy('abcdef'), signatureOf(kubeconfig, { id: 'abcdef', secret }))
  assert.equal(signedBy('other1'), undefined)

  cluster.client().modify<ConfigMap>(configmaps, place, ({ data }) => {
    data!['kubeconfig'] = 'another'
  })
  const wanted = signatureOf('another', { id: 'abcdef', secret })
  await clock.until('it is signed anew', () => signedBy('abcdef') === wanted)

  cluster.client().delete(secrets, token.metadata)
  await clock.until('it is signed no more', () => signedBy('abcdef') === undefined)
})

test('a token goes when its time is over', async () => {
  const ends = new Date(clock.now() + 60_000).toISOString()
  const { metadata } = create('abcdef', { expiration: ends, 'usage-bootstrap-signing': 'true' })
  await clock.pass(50)
  assert.ok(signedBy('abcdef'))
  await clock.pass(20)
  assert.equal(cluster.client().find<Secret>(secrets, metadata), undefined)
  assert.equal(signedBy('abcdef'), undefined)
})
