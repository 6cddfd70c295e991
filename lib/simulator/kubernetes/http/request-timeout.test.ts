import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiOf } from '../testing/api-of'

const pods = '/api/v1/namespaces/default/pods'
const why = 'invalid timeout specified in the request URL - time: invalid duration "a"'

// As kube-apiservers of 1.20.2, 1.23.1 and 1.28.4 answered.
for (const kubernetes of ['v1.22.2', 'v1.28.3'])
  test(`an API server of ${kubernetes} reads the timeout before it asks who that is`, async () => {
    await using api = await apiOf(kubernetes)
    for (const path of [pods, '/healthz', '/nope', `${pods}/x`, `${pods}/x?watch=1`]) {
      const query = `${path.includes('?') ? '&' : '?'}timeout=a`
      const { status, body } = await api.stranger.ask('GET', `${path}${query}`)
      assert.equal(status, 400, path)
      assert.equal((body as { message: string }).message, why)
    }
  })

test('a timeout that can be read, or none that is given, changes nothing', async () => {
  await using api = await apiOf('v1.22.2')
  for (const timeout of ['', '-1s', '%2B1s', '1m30s', '0'])
    assert.equal((await api.admin.ask('GET', `${pods}?timeout=${timeout}`)).status, 200, timeout)
})

test('what lasts has no timeout', async () => {
  await using api = await apiOf('v1.22.2')
  const watch = await api.admin.ask('GET', `${pods}?watch=1&timeoutSeconds=1&timeout=a`)
  assert.equal(watch.status, 200)
  assert.equal((await api.admin.ask('GET', `${pods}/x/log?timeout=a`)).status, 404)
})

test('an API server of v1.20.2 takes any', async () => {
  await using api = await apiOf('v1.20.2')
  assert.equal((await api.admin.ask('GET', `${pods}?timeout=a`)).status, 200)
})
