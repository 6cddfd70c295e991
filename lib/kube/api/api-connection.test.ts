import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../../testbed/testbed'
import { ApiConnection } from './api-connection'
import { answerJson, FakeApiServer } from '../fixtures/fake-api-server'
import { fakeAuthority } from '../fixtures/fake-certificates'
import { reworded } from './reworded'

const get = { method: 'GET', path: '/version' }

test('many requests, one after the other, share one TLS connection', async () => {
  await using server = await FakeApiServer.start((_, response) => answerJson(response, 200, {}))
  const connection = new ApiConnection(server.access)

  for (let i = 0; i < 20; i += 1) await connection.send(get)

  assert.deepEqual(connection.counters, { requests: 20, connections: 1 })
  assert.equal(server.connections, 1)
  connection.close()
})

test('a kept connection that the server has reset is replaced without an error for what can be repeated', async () => {
  let drop = false
  await using server = await FakeApiServer.start((_, response) => {
    if (!drop) return answerJson(response, 200, {})
    drop = false
    server.dropConnections()
  })
  const connection = new ApiConnection(server.access)
  await connection.send(get)

  drop = true
  const { status } = await connection.send(get)
  drop = true
  const post = connection.send({ method: 'POST', path: '/version' })

  assert.equal(status, 200)
  await assert.rejects(post, { code: 'ECONNRESET' })
  connection.close()
})

test('a server of another CA is not trusted, and no request reaches it', async () => {
  await using server = await FakeApiServer.start((_, response) => answerJson(response, 200, {}))
  const { certificate: ca } = await fakeAuthority('another CA')

  const words = await failure({ ...server.access, ca })

  assert.match(
    words,
    /^ApiNotTrusted: Could not get it: https:\S+ shows a certificate that the cluster's CA did not sign/,
  )
  assert.equal(server.requests.length, 0)
})

test('a server with another name is not trusted', async () => {
  await using server = await FakeApiServer.start((_, response) => answerJson(response, 200, {}), {
    name: 'elsewhere.internal',
  })

  assert.match(await failure(server.access), /does not carry the API server's name/)
})

test('an expired certificate of the server is told as such', async () => {
  const options = { notAfter: new Date('2021-01-01') }
  await using server = await FakeApiServer.start((_, response) => response.end(), options)

  assert.match(await failure(server.access), /shows an expired certificate \(CERT_HAS_EXPIRED\)/)
})

test('the environment cannot switch the check of the certificate off', async () => {
  await using server = await FakeApiServer.start((_, response) => answerJson(response, 200, {}))
  const { certificate: ca } = await fakeAuthority('another CA')
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
  try {
    assert.match(await failure({ ...server.access, ca }), /^ApiNotTrusted/)
  } finally {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
  }
})

test('a port where nothing listens is told as refused, with the next step', async () => {
  const server = await FakeApiServer.start((_, response) => response.end())
  await server[Symbol.asyncDispose]()

  assert.match(
    await failure(server.access),
    /^ApiUnreachable: Could not get it: https:\S+ refused the connection, nothing listens there \(ECONNREFUSED\)\.\n {2}Next: /,
  )
})

test('a server that never answers is given up in time', async () => {
  await using server = await FakeApiServer.start(() => undefined)
  const connection = new ApiConnection(server.access, { answerWithin: 100 })

  await assert.rejects(connection.send(get), {
    code: 'ETIMEDOUT',
    message: 'no answer within 0.1 s',
  })
  connection.close()
})

test('a server that stops in the middle of an answer is given up in time', async () => {
  await using server = await FakeApiServer.start((_, response) => void response.write('{'))
  const connection = new ApiConnection(server.access, { answerWithin: 100 })

  await assert.rejects(connection.send(get), { code: 'ETIMEDOUT' })
  connection.close()
})

test('the caller can end a request, and gets its own reason', async () => {
  await using server = await FakeApiServer.start(() => stop.abort(new Error('interrupted')))
  const stop = new AbortController()
  const connection = new ApiConnection(server.access)

  await assert.rejects(connection.send({ ...get, signal: stop.signal }), { message: 'interrupted' })
  connection.close()
})

test('a request that was given up before it began is not sent', async () => {
  await using server = await FakeApiServer.start((_, response) => answerJson(response, 200, {}))
  const connection = new ApiConnection(server.access)
  const signal = AbortSignal.abort(new Error('interrupted'))

  await assert.rejects(connection.send({ ...get, signal }), { message: 'interrupted' })

  assert.equal(server.requests.length, 0)
  connection.close()
})

test('certificates that cannot be used are refused before any connection, without showing them', async () => {
  await using server = await FakeApiServer.start((_, response) => response.end())
  const key = new Secret('-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n')

  const words = await failure({ ...server.access, key })

  assert.match(words, /^ApiNotTrusted/)
  assert.doesNotMatch(words, /nonsense/)
})

const failure = async (access: FakeApiServer['access']): Promise<string> => {
  try {
    const connection = new ApiConnection(access)
    await connection.send(get).finally(() => connection.close())
  } catch (error) {
    return String(reworded('get it', access.server, error))
  }
  throw new Error('It did not fail.')
}
