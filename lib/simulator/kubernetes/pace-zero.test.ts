import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SimulatedClock } from '../time/clock'
import { SeededRandom } from '../chance/seeded-random'
import { SimulatedCluster } from './cluster'
import { nodes } from './resources/nodes'
import { recordedCluster } from './testing/recorded-cluster'

test('at pace 0 the control plane stays Ready and idles: heartbeats keep their distance from grace periods', async () => {
  const clock = new SimulatedClock(0)
  const cluster = recordedCluster(clock, new SeededRandom(1), { kubernetes: 'v1.22.2' })
  await cluster.start({ host: '127.0.0.1', port: 0 })
  await sleep(200)
  const before = cluster.store.revision
  await sleep(600)
  const [node] = cluster.client().list(nodes)
  assert.equal(node?.status.conditions?.at(-1)?.status, 'True')
  assert.ok(
    cluster.store.revision - before <= 20,
    `${cluster.store.revision - before} writes in 600 ms`,
  )
  await cluster.close()
  clock.stop()
})

test('a Kubernetes that cannot be simulated is refused', () => {
  const options = {
    kubernetes: 'v1.35.0',
    nodeName: 'n',
    nodeIp: '1.2.3.4',
    apiServerIps: [],
    apiPort: 6443,
  }
  const parts = { clock: new SimulatedClock(0), random: new SeededRandom(1) }
  const make = (): SimulatedCluster => SimulatedCluster.create({ ...options, ...parts })
  assert.throws(make, /can't be Kubernetes v1\.35\.0: it knows v1\.20\.x to v1\.28\.x/)
})
