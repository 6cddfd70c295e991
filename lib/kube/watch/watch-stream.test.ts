import assert from 'node:assert/strict'
import { type ServerResponse } from 'node:http'
import { test } from 'node:test'
import { ApiConnection } from '../api/api-connection'
import { answerStatus, FakeApiServer, type FakeRequest } from '../fixtures/fake-api-server'
import { type StreamLimits, type WatchLine, watchStream } from './watch-stream'

const added = { type: 'ADDED', object: { metadata: { name: 'vlab-01' } } }

test('events arrive whole, however the network cuts them, and the stream ends when the server ends it', async () => {
  const text = `${JSON.stringify(added)}\n${JSON.stringify({ ...added, type: 'DELETED' })}\n`
  const { events, requests } = await watched(async (_, response) => {
    for (const piece of [text.slice(0, 10), text.slice(10, 80), text.slice(80)]) {
      response.write(piece)
      await new Promise((resolve) => setImmediate(resolve))
    }
    response.end()
  })

  assert.deepEqual(
    events.map(({ type }) => type),
    ['ADDED', 'DELETED'],
  )
  const { watch, timeoutSeconds, allowWatchBookmarks } = Object.fromEntries(requests[0]!.query)
  assert.deepEqual([watch, timeoutSeconds, allowWatchBookmarks], ['1', '30', 'true'])
})

test('a stream that falls silent beyond its time is cut', async () => {
  const failed = watched((_, response) => void response.write(`${JSON.stringify(added)}\n`), {
    lasts: 50,
    grace: 50,
  })

  await assert.rejects(failed, { name: 'ApiUnreachable', message: /did not answer in time/ })
})

test('a stream that breaks is an unreachable API', async () => {
  const failed = watched((_, response) => {
    response.write(`${JSON.stringify(added)}\n`)
    setImmediate(() => response.destroy())
  })

  await assert.rejects(failed, { name: 'ApiUnreachable', message: /closed the connection/ })
})

test('a refusal to watch is told in the words of the API', async () => {
  const failed = watched((_, response) => answerStatus(response, 410, 'Expired', 'too old: 1 (9)'))

  await assert.rejects(failed, {
    name: 'KubeError',
    status: 410,
    message: /Expired \(410\): too old/,
  })
})

test('an abort ends the stream with its reason and closes the connection', async () => {
  const stop = new AbortController()
  let closed: Promise<void> | undefined
  const failed = watched(
    (_, response) => {
      closed = new Promise((resolve) => void response.once('close', () => resolve()))
      response.write(`${JSON.stringify(added)}\n`)
      setImmediate(() => stop.abort(new Error('interrupted')))
    },
    undefined,
    stop.signal,
  )

  await assert.rejects(failed, { message: 'interrupted' })
  await closed
})

test('leaving the loop closes the stream', async () => {
  let closed: Promise<void> | undefined
  await using server = await FakeApiServer.start((_, response) => {
    closed = new Promise((resolve) => void response.once('close', () => resolve()))
    response.write(`${JSON.stringify(added)}\n`)
  })
  const connection = new ApiConnection(server.access)

  const stream = watchStream(connection, '/?', new AbortController().signal)
  await stream.next()
  await stream.return()

  await closed
  connection.close()
})

test('a stream that ended leaves its connection to the next request', async () => {
  await using server = await FakeApiServer.start((_, response) => response.end())
  const connection = new ApiConnection(server.access)
  for (let i = 0; i < 3; i += 1) await all(connection)

  assert.equal(server.connections, 1)
  connection.close()
})

const all = async (
  connection: ApiConnection,
  limits?: StreamLimits,
  signal = new AbortController().signal,
): Promise<WatchLine[]> => {
  const events: WatchLine[] = []
  for await (const event of watchStream(connection, '/api/v1/nodes?', signal, limits)) {
    events.push(event)
  }
  return events
}

const watched = async (
  answer: (request: FakeRequest, response: ServerResponse) => unknown,
  limits?: StreamLimits,
  signal?: AbortSignal,
): Promise<{ events: WatchLine[]; requests: readonly FakeRequest[] }> => {
  await using server = await FakeApiServer.start((request, response) => {
    void answer(request, response)
  })
  const connection = new ApiConnection(server.access)
  try {
    return { events: await all(connection, limits, signal), requests: server.requests }
  } finally {
    connection.close()
  }
}
