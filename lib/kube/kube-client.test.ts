import assert from 'node:assert/strict'
import { type ServerResponse } from 'node:http'
import { test } from 'node:test'
import { seconds } from '../wait/duration'
import { waitFor } from '../wait/wait-for'
import { type V1Node } from './api/client-node'
import { nodeReady } from './conditions'
import {
  answerJson,
  answerStatus,
  FakeApiServer,
  type FakeRequest,
} from './fixtures/fake-api-server'
import { KubeClient } from './kube-client'

test('pods are asked for by namespace, labels, fields and node, and come typed', async () => {
  const pod = { metadata: { name: 'a', creationTimestamp: '2026-11-23T08:19:40Z' } }
  const { value, requests } = await asking(
    (_, response) => answerJson(response, 200, { kind: 'PodList', metadata: {}, items: [pod] }),
    (kube) =>
      kube.listPods({
        namespace: 'default',
        labels: { group: 'test-ds-pod', tier: 'x' },
        fields: { 'status.phase': 'Running' },
        node: 'vlab-01',
      }),
  )

  const [{ path, query }] = requests as [FakeRequest]
  assert.equal(path, '/api/v1/namespaces/default/pods')
  assert.equal(query.get('labelSelector'), 'group=test-ds-pod,tier=x')
  assert.equal(query.get('fieldSelector'), 'status.phase=Running,spec.nodeName=vlab-01')
  assert.deepEqual(value[0]?.metadata?.creationTimestamp, new Date('2026-11-23T08:19:40Z'))
})

test('without a namespace pods of all namespaces are listed', async () => {
  const { requests } = await asking(
    (_, response) => answerJson(response, 200, { metadata: {}, items: [] }),
    (kube) => kube.listPods(),
  )

  assert.equal(requests[0]?.path, '/api/v1/pods')
})

test('a label is set and removed by a merge patch of just that label', async () => {
  const { requests } = await asking(
    (_, response) => answerJson(response, 200, node('True')),
    async (kube) => {
      await kube.labelNode('vlab-01', 'deployDaemonset', 'true')
      await kube.unlabelNode('vlab-01', 'deployDaemonset')
    },
  )

  const sent = requests.map(({ method, path, headers, body }) => [
    `${method} ${path}`,
    headers['content-type'],
    JSON.parse(body) as unknown,
  ])
  const [what, type] = ['PATCH /api/v1/nodes/vlab-01', 'application/merge-patch+json']
  assert.deepEqual(sent, [
    [what, type, { metadata: { labels: { deployDaemonset: 'true' } } }],
    [what, type, { metadata: { labels: { deployDaemonset: null } } }],
  ])
})

test('a key of a ConfigMap is changed without the others', async () => {
  const { requests } = await asking(
    (_, response) => answerJson(response, 200, { metadata: { name: 'kubelet-config-1.22' } }),
    (kube) => kube.updateConfigMap('kube-system', 'kubelet-config-1.22', { kubelet: 'a: 1\n' }),
  )

  assert.equal(requests[0]?.path, '/api/v1/namespaces/kube-system/configmaps/kubelet-config-1.22')
  assert.deepEqual(JSON.parse(requests[0]?.body ?? ''), { data: { kubelet: 'a: 1\n' } })
})

test('what is missing is told by name, and deleting it is no error', async () => {
  const missing = (_: FakeRequest, response: ServerResponse): void =>
    answerStatus(response, 404, 'NotFound', 'nodes "vlab-01" not found')

  assert.equal(
    await refusalOf(missing, (kube) => kube.getNode('vlab-01')),
    'Could not get node vlab-01: NotFound (404): nodes "vlab-01" not found',
  )
  assert.equal((await asking(missing, (kube) => kube.deleteNode('vlab-01'))).value, false)
})

test('each refusal names its reason and the next step', async () => {
  const create = (kube: KubeClient): Promise<unknown> =>
    kube.createDaemonSet({ metadata: { namespace: 'default', name: 'test-daemonset' } })
  const refused = (code: number, reason: string): Promise<string> =>
    refusalOf((_, response) => answerStatus(response, code, reason, 'because'), create)

  const asked = 'Could not create DaemonSet default/test-daemonset: '
  assert.match(
    await refused(401, 'Unauthorized'),
    startingWith(
      `${asked}Unauthorized (401): because\n  Next: the server does not know our certificate`,
    ),
  )
  assert.match(
    await refused(403, 'Forbidden'),
    startingWith(`${asked}Forbidden (403): because\n  Next: the certificate must carry the group`),
  )
  assert.match(
    await refused(409, 'AlreadyExists'),
    startingWith(`${asked}AlreadyExists (409): because\n  Next: is another run`),
  )
  assert.match(
    await refused(409, 'Conflict'),
    startingWith(`${asked}Conflict (409): because\n  Next: somebody changed it`),
  )
})

test('a refusal without a Status object still says what came', async () => {
  const words = await refusalOf(
    (_, response) =>
      response.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n'),
    (kube) => kube.listNodes(),
  )

  assert.equal(
    words,
    'Could not list nodes: BadRequest (400): Client sent an HTTP request to an HTTPS server.',
  )
})

test('an API server that is not ready names the checks that fail', async () => {
  const words = await refusalOf(
    (_, response) =>
      response
        .writeHead(500)
        .end('[+]ping ok\n[-]etcd failed: reason withheld\n[+]log ok\nreadyz check failed\n'),
    (kube) => kube.health(),
  )

  assert.match(
    words,
    /^Could not find the API server ready: NotReady \(500\): etcd failed: reason withheld/,
  )
})

test('a wait for a node goes on as soon as its event arrives, over two TLS connections in all', async () => {
  let stream: ServerResponse | undefined
  let ready = false
  await using server = await FakeApiServer.start(({ query }, response) => {
    if (!query.has('watch')) return answerJson(response, 200, nodeList(ready ? 'True' : 'False'))
    stream = response
    response.writeHead(200).flushHeaders()
    setImmediate(() => {
      ready = true
      response.write(`${JSON.stringify({ type: 'MODIFIED', object: node('True') })}\n`)
    })
  })
  const kube = KubeClient.connect(server.access)

  const found = await waitFor(nodeReady(kube, 'vlab-01'), { within: seconds(4) })

  assert.equal(found.metadata?.name, 'vlab-01')
  assert.equal(stream?.req.url?.includes('resourceVersion=5'), true)
  assert.deepEqual(kube.counters.connections, 2)
  await kube.close()
})

test('a list is kept up to date as long as it is used, with typed objects', async () => {
  await using server = await FakeApiServer.start(({ query }, response) => {
    if (!query.has('watch')) return answerJson(response, 200, nodeList('False'))
    response.write(`${JSON.stringify({ type: 'MODIFIED', object: node('True') })}\n`)
  })
  await using kube = KubeClient.connect(server.access)
  await using nodes = kube.watchNodes()

  await nodes.ready()
  const before = nodes.items[0]
  await new Promise<void>((resolve) => void nodes.onChange(resolve))

  assert.equal(before?.status?.conditions?.[0]?.status, 'False')
  assert.equal(nodes.items[0]?.status?.conditions?.[0]?.status, 'True')
  assert.deepEqual(nodes.items[0]?.metadata?.creationTimestamp, new Date('2026-11-23T08:16:28Z'))
})

const node = (status: string): V1Node => ({
  metadata: {
    name: 'vlab-01',
    resourceVersion: '6',
    creationTimestamp: '2026-11-23T08:16:28Z' as unknown as Date,
  },
  status: { conditions: [{ type: 'Ready', status }] },
})

const nodeList = (status: string): object => ({
  metadata: { resourceVersion: '5' },
  items: [node(status)],
})

const startingWith = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[()[\].]/g, (special) => `\\${special}`)}`)

const asking = async <T>(
  answer: (request: FakeRequest, response: ServerResponse) => void,
  ask: (kube: KubeClient) => Promise<T>,
): Promise<{ value: T; requests: readonly FakeRequest[] }> => {
  await using server = await FakeApiServer.start(answer)
  await using kube = KubeClient.connect(server.access)
  return { value: await ask(kube), requests: server.requests }
}

const refusalOf = async (
  answer: (request: FakeRequest, response: ServerResponse) => void,
  ask: (kube: KubeClient) => Promise<unknown>,
): Promise<string> => {
  const outcome = await asking(answer, ask).then(
    () => new Error('it was not refused'),
    (error: Error) => error,
  )
  assert.equal(outcome.name, 'KubeError')
  return outcome.message
}
