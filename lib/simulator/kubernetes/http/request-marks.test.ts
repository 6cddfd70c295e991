import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiOf } from '../testing/api-of'
import { type HttpsClient } from '../testing/https-client'

// Which headers kube-apiservers of 1.20.2, 1.23.1 and 1.28.4 sent to whom; 1.22.2 by its source (util/flowcontrol/apf_filter.go).

const flow = ['x-kubernetes-pf-flowschema-uid', 'x-kubernetes-pf-prioritylevel-uid']
const wanted = {
  'v1.20.2': { admin: flow, node: flow },
  'v1.22.2': { admin: ['audit-id', ...flow], node: ['audit-id', ...flow] },
  'v1.23.1': { admin: ['audit-id'], node: ['audit-id', ...flow] },
  'v1.28.3': { admin: ['audit-id', ...flow], node: ['audit-id', ...flow] },
}
const common = ['cache-control', 'content-type', 'date', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'] // prettier-ignore

for (const [kubernetes, { admin, node }] of Object.entries(wanted))
  test(`an API server of ${kubernetes} marks its answers`, async () => {
    await using api = await apiOf(kubernetes)
    const marks = async (client: HttpsClient, path: string): Promise<Record<string, unknown>> => {
      const { headers } = await client.ask('GET', path)
      return Object.fromEntries(Object.entries(headers).filter(([name]) => !common.includes(name)))
    }
    const first = await marks(api.admin, '/api/v1/nodes')
    assert.deepEqual(Object.keys(first), admin)
    const again = await marks(api.admin, '/api/v1/namespaces')
    assert.deepEqual(
      flow.map((name) => again[name]),
      flow.map((name) => first[name]),
    )
    if (admin.includes('audit-id')) assert.notEqual(again['audit-id'], first['audit-id'])
    const nodes = await marks(api.node, '/api/v1/nodes/vlab-01')
    assert.deepEqual(Object.keys(nodes), node)
    assert.notEqual(nodes[flow[0]!] ?? 'none', first[flow[0]!])
  })
