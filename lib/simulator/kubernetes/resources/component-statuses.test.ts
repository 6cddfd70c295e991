import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiOf } from '../testing/api-of'

const refused = (port: number): string =>
  `Get "http://127.0.0.1:${port}/healthz": dial tcp 127.0.0.1:${port}: connect: connection refused`

/** What each release says of a cluster that kubeadm made and that is well. */
const said: Readonly<Record<string, readonly string[]>> = {
  'v1.20.2': [refused(10252), refused(10251), '{"health":"true"}'],
  'v1.22.2': ['ok', refused(10251), '{"health":"true","reason":""}'],
  'v1.28.3': ['ok', 'ok', '{"health":"true","reason":""}'],
}

for (const [kubernetes, messages] of Object.entries(said))
  test(`an API server of ${kubernetes} says how its neighbours are`, async () => {
    await using api = await apiOf(kubernetes)
    const { body } = await api.admin.ask('GET', '/api/v1/componentstatuses')
    const { items } = body as { items: { conditions: [{ message: string }] }[] }
    assert.deepEqual(
      items.map(({ conditions }) => conditions[0].message),
      messages,
    )
  })
