import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SeededRandom } from '../../chance/seeded-random'
import { HttpsClient } from '../testing/https-client'
import { recordedCluster } from '../testing/recorded-cluster'
import { VirtualClock } from '../testing/virtual-clock'

// Which headers kube-apiservers of 1.20.2, 1.23.1 and 1.28.4 sent to whom.

const flow = ['x-kubernetes-pf-flowschema-uid', 'x-kubernetes-pf-prioritylevel-uid']
const wanted = {
  'v1.20.2': { admin: flow, node: flow },
  'v1.22.2': { admin: ['audit-id'], node: ['audit-id', ...flow] },
  'v1.28.3': { admin: ['audit-id', ...flow], node: ['audit-id', ...flow] },
}
const common = ['cache-control', 'content-type', 'date', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'] // prettier-ignore

for (const [kubernetes, { admin, node }] of Object.entries(wanted))
  test(`an API server of ${kubernetes} marks its answers`, async (t) => {
    const clock = new VirtualClock()
    const cluster = recordedCluster(clock, new SeededRandom(5), { kubernetes })
    const { port } = await cluster.start({ host: '127.0.0.1', port: 0 })
    const { pki } = cluster
    const clients = [pki.apiserver, pki.issue('O=system:nodes, CN=system:node:vlab-01')].map(
      (pair) => new HttpsClient(port, pki.ca.certificate, pair),
    )
    t.after(async () => {
      for (const client of clients) client.close()
      clock.stop()
      await cluster.close()
    })
    const marks = async (client: HttpsClient, path: string): Promise<Record<string, unknown>> => {
      const { headers } = await client.ask('GET', path)
      return Object.fromEntries(Object.entries(headers).filter(([name]) => !common.includes(name)))
    }
    const [ours, theirs] = clients as [HttpsClient, HttpsClient]
    const first = await marks(ours, '/api/v1/nodes')
    assert.deepEqual(Object.keys(first), admin)
    const again = await marks(ours, '/api/v1/namespaces')
    assert.deepEqual(
      flow.map((name) => again[name]),
      flow.map((name) => first[name]),
    )
    if (admin.includes('audit-id')) assert.notEqual(again['audit-id'], first['audit-id'])
    const nodes = await marks(theirs, '/api/v1/nodes/vlab-01')
    assert.deepEqual(Object.keys(nodes), node)
    assert.notEqual(nodes[flow[0]!] ?? 'none', first[flow[0]!])
  })
