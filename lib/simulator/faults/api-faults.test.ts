import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type HttpsClient } from '../kubernetes/testing/https-client'
import { Wire } from './fixtures/wire'

interface WatchEvent {
  readonly type: string
  readonly object: {
    readonly code?: number
    readonly reason?: string
    readonly metadata?: { readonly labels?: Readonly<Record<string, string>> }
  }
}

let wire: Wire
before(async () => {
  wire = await Wire.start({ started: true })
})
after(() => wire.close())

const nodes = '/api/v1/nodes/vlab-01'

/** One request on a connection of its own. */
async function status(path = nodes): Promise<number> {
  const api = wire.api()
  try {
    return (await api.ask('GET', path)).status
  } finally {
    api.close()
  }
}

for (const [fault, code] of [
  ['api-refused', 'ECONNREFUSED'],
  ['api-reset', 'ECONNRESET'],
  ['api-certificate-expired', 'CERT_HAS_EXPIRED'],
] as const)
  test(`${fault} is ${code} for a client, and serves again afterwards`, async () => {
    await wire.during(fault, () => assert.rejects(status(), { code }))
    assert.equal(await status(), 200)
  })

test('api-refused is what kubectl says of a server that is down', async () => {
  const { exitCode, output } = await wire.during('api-refused', () => wire.kubectl('get nodes'))
  assert.equal(exitCode, 1)
  assert.match(output, /was refused - did you specify the right host or port\?/)
})

test('api-hanging takes connections and does not answer; the next client is served when it is over', async () => {
  const answered = await wire.during('api-hanging', () =>
    wire.dut('curl -sk --max-time 0.3 https://10.250.0.1:6443/healthz'),
  )
  assert.equal(answered.exitCode, 28, answered.output)
  assert.equal(await status(), 200)
})

test('api-errors answers everything with its status', async () => {
  await wire.during('api-errors:status=503', async () => assert.equal(await status(), 503))
  const { output } = await wire.during('api-errors', () => wire.kubectl('get nodes'))
  assert.match(output, /etcdserver: request timed out/)
  assert.equal(await status(), 200)
})

test('api-slow thinks before it answers', async () => {
  const took = async (): Promise<number> => {
    const began = Date.now()
    assert.equal(await status(), 200)
    return Date.now() - began
  }
  assert.ok((await wire.during('api-slow:ms=700', took)) >= 700)
  assert.ok((await took()) < 700)
})

test('watch-cut-silently leaves a watch open that tells nothing; a new one afterwards tells', async () => {
  const api = wire.api()
  const seen = follow(api)
  await seen.next()
  await wire.during('watch-cut-silently', () => wire.kubectl('label node vlab-01 cut=1'))
  await wire.kubectl('label node vlab-01 cut=2 --overwrite')
  const told = await Promise.race([labelSeen(seen, 'cut'), nothing(300)])
  assert.equal(told, undefined)
  api.close()
  const again = wire.api()
  assert.equal((await follow(again).next()).value?.type, 'ADDED')
  again.close()
})

test('watch-expired ends open watches, and refuses to resume with 410 Expired', async () => {
  const api = wire.api()
  const seen = follow(api)
  await seen.next()
  await wire.during('watch-expired', async () => {
    let ended = false
    while (!ended) ended = (await seen.next()).done === true
    const { value } = await follow(api, '&resourceVersion=5').next()
    assert.equal(value?.type, 'ERROR')
    assert.equal(value.object.code, 410)
    assert.equal(value.object.reason, 'Expired')
  })
  assert.equal((await follow(api).next()).value?.type, 'ADDED')
  api.close()
})

function follow(api: HttpsClient, from = ''): AsyncGenerator<WatchEvent, undefined> {
  const field = 'fieldSelector=metadata.name%3Dvlab-01'
  return api.watch(`/api/v1/nodes?watch=1&${field}${from}`) as AsyncGenerator<WatchEvent, undefined>
}

/** What the node did before is told, too. */
async function labelSeen(seen: AsyncGenerator<WatchEvent>, label: string): Promise<boolean> {
  for await (const { object } of seen) if (object.metadata?.labels?.[label]) return true
  return false
}

const nothing = (ms: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(() => resolve(undefined), ms))
