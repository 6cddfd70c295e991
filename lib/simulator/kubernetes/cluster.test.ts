import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiUnreachable } from './api/api-client'
import { type Lease, type Node, type Pod } from './objects'
import { leases } from './resources/cluster-services'
import { configmaps, namespaces } from './resources/core'
import { nodes } from './resources/nodes'
import { pods } from './resources/pods'
import { isReady } from './controllers/availability'
import { daemonSetEverywhere } from './testing/daemonset-everywhere'
import { eventually } from './testing/eventually'
import { RecordedLab } from './testing/recorded-lab'
import { type HttpsClient } from './testing/https-client'

let lab: RecordedLab
let admin: HttpsClient

before(async () => {
  lab = await RecordedLab.start()
  admin = await lab.client()
  await lab.kubelet.start()
  await eventually('the node is clean', () => nodeIs('True') && node()?.spec.taints === undefined)
  const created = await admin.ask('POST', '/apis/apps/v1/namespaces/default/daemonsets', {
    contentType: 'application/yaml',
    body: daemonSetEverywhere('everywhere'),
  })
  assert.equal(created.status, 201)
  await eventually('its pod runs on both nodes', () => ours().filter(isReady).length === 2)
})
after(() => lab[Symbol.asyncDispose]())

test('plain HTTP on the TLS port is told so', async () => {
  const socket = connect(lab.port, '127.0.0.1')
  socket.end('GET / HTTP/1.1\r\n\r\n')
  const [answer] = (await once(socket, 'data')) as [Buffer]
  assert.match(
    answer.toString(),
    /^HTTP\/1\.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server\.\n/,
  )
})

test('a container that exits is started again, and its restart is counted', async () => {
  const [pod] = ours().filter(({ spec }) => spec.nodeName === 'vlab-01')
  const previous = `/api/v1/namespaces/default/pods/${pod?.metadata.name}/log?previous=true`
  assert.equal((await admin.ask('GET', previous)).status, 400)
  await lab.runtime.stopContainer(containerId(pod) ?? '', 0)
  await eventually(
    'it has restarted',
    () => pod1()?.status.containerStatuses?.[0]?.restartCount === 1,
  )
  await eventually('it is ready', () => isReady(pod1()!))
  assert.equal(pod1()?.status.containerStatuses?.[0]?.lastState.terminated?.reason, 'Completed')
  assert.equal((await admin.ask('GET', previous)).status, 200)
})

test('a container that keeps exiting ends in CrashLoopBackOff', async () => {
  const killer = setInterval(() => {
    const id = containerId(pod1())
    if (id && lab.runtime.inspect(id)?.running) void lab.runtime.stopContainer(id, 0)
  }, 5)
  await eventually(
    'it is waited for',
    () => pod1()?.status.containerStatuses?.[0]?.state.waiting?.reason === 'CrashLoopBackOff',
  )
  clearInterval(killer)
  assert.match(
    pod1()?.status.containerStatuses?.[0]?.state.waiting?.message ?? '',
    /^back-off 10s restarting failed container=main pod=everywhere-/,
  )
})

test('a pod that is deleted is replaced', async () => {
  const { name = '' } = pod1()?.metadata ?? {}
  await admin.ask('DELETE', `/api/v1/namespaces/default/pods/${name}?gracePeriodSeconds=0`)
  await eventually(
    'another runs',
    () => pod1() !== undefined && pod1()?.metadata.name !== name && isReady(pod1()!),
  )
})

test('a kubelet that stops leaves its node Unknown and its pods Running; coming back it adopts them', async () => {
  const id = containerId(pod1())
  await lab.kubelet.stop()
  await eventually('the node is unreachable', () => nodeIs('Unknown'))
  await eventually('it is tainted twice', () => node()?.spec.taints?.length === 2)
  assert.equal(pod1()?.status.phase, 'Running')
  const log = await admin.ask('GET', `/api/v1/namespaces/default/pods/${pod1()?.metadata.name}/log`)
  assert.equal(log.status, 500)

  await lab.kubelet.start()
  await eventually('the node is back', () => nodeIs('True') && node()?.spec.taints === undefined)
  await eventually('the pod is ready', () => isReady(pod1()!))
  assert.equal(containerId(pod1()), id)
})

test('an API server that stops refuses connections and cuts watches; what it had is there when it is back', async () => {
  const { cluster, port } = lab
  const watching = (async () => {
    const watcher = await lab.client()
    for await (const event of watcher.watch('/api/v1/nodes?watch=1')) assert.ok(event)
  })()
  const cut = assert.rejects(watching, /aborted|ECONNRESET|socket hang up/)
  await admin.ask('GET', '/version')
  await cluster.stop()
  await cut
  await assert.rejects(admin.ask('GET', '/version'), /ECONNREFUSED|ECONNRESET|hang up/)
  assert.throws(() => cluster.client().list(nodes), ApiUnreachable)
  assert.throws(() => cluster.kubeletAccess().client(), ApiUnreachable)

  await cluster.start({ host: '127.0.0.1', port })
  const answer = await admin.ask(
    'GET',
    '/api/v1/namespaces/default/pods?watch=1&resourceVersion=1&timeoutSeconds=5',
  )
  const { type, object } = answer.body as { type: string; object: { code: number } }
  assert.deepEqual([type, object.code], ['ERROR', 410])
  assert.equal(nodeIs('True'), true)
  const before = renewTime()
  await eventually('the lease is renewed', () => renewTime() !== before)
})

test('told to fail, the API server fails every request; told to reset, it cuts connections', async () => {
  lab.cluster.mode = { status: 500 }
  assert.equal((await admin.ask('GET', '/version')).status, 500)
  lab.cluster.mode = 'reset'
  await assert.rejects(admin.ask('GET', '/version'), /ECONNRESET|hang up/)
  lab.cluster.mode = 'serve'
  assert.equal((await admin.ask('GET', '/version')).status, 200)
})

test('what controllers missed while the API hung is made good when it answers again', async () => {
  const { cluster } = lab
  const { name = '' } = pod1()?.metadata ?? {}
  cluster.client().delete(pods, { namespace: 'default', name }, { gracePeriodSeconds: 0 })
  cluster.mode = 'hang'
  await sleep(20)
  cluster.mode = 'serve'
  await eventually('another pod runs', () => pod1() !== undefined && isReady(pod1()!))
})

test('kinds without life are listed as empty; what can not be made is reported, and its refusal teaches', async () => {
  const unknown: unknown[] = []
  lab.cluster.onUnknown((request) => unknown.push(request))
  const path = '/apis/apps/v1/namespaces/default/statefulsets'
  const listed = await admin.ask('GET', path)
  assert.deepEqual((listed.body as { items: unknown }).items, [])
  assert.deepEqual(unknown, [])

  const refused = await admin.ask('POST', path, { contentType: 'application/json', body: {} })
  assert.deepEqual(unknown, [{ method: 'POST', path }])
  assert.match(
    (refused.body as { message: string }).message,
    /does not know how to POST statefulsets\.apps: describe it in lib/,
  )
})

test('what no server of this version has is not found, as there', async () => {
  const { status, body } = await admin.ask('GET', '/api/v1/namespaces/default/nosuch')
  assert.equal(status, 404)
  assert.equal(
    (body as { message: string }).message,
    'the server could not find the requested resource',
  )
})

test('a namespace that is deleted takes its contents with it', async () => {
  const client = lab.cluster.client()
  client.create(namespaces, {
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: { name: 'run' },
    spec: {},
    status: { phase: '' },
  })
  await eventually(
    'it has the root CA',
    () => client.find(configmaps, { namespace: 'run', name: 'kube-root-ca.crt' }) !== undefined,
  )
  const { body } = await admin.ask('DELETE', '/api/v1/namespaces/run')
  assert.equal((body as { status: { phase: string } }).status.phase, 'Terminating')
  await eventually('it is gone', () => client.find(namespaces, { name: 'run' }) === undefined)
  assert.equal(client.list(configmaps, 'run').length, 0)
})

test('a node that is deleted is not registered again by the kubelet that still runs', async () => {
  await admin.ask('DELETE', '/api/v1/nodes/vlab-01')
  const before = controlPlaneRenewals()
  await eventually('its pods are collected', () =>
    ours().every(({ spec }) => spec.nodeName !== 'vlab-01'),
  )
  assert.notEqual(controlPlaneRenewals(), before)
  assert.equal(node(), undefined)
})

const ours = (): Pod[] =>
  lab.cluster
    .client()
    .list(pods, 'default')
    .filter(({ metadata }) => metadata.labels?.app === 'everywhere')
const pod1 = (): Pod | undefined => ours().find(({ spec }) => spec.nodeName === 'vlab-01')
const node = (): Node | undefined => lab.cluster.client().find(nodes, { name: 'vlab-01' })
const nodeIs = (status: string): boolean => node()?.status.conditions?.at(-1)?.status === status
const leaseOf = (name: string): Lease | undefined =>
  lab.cluster.client().find(leases, { namespace: 'kube-node-lease', name })
const renewTime = (): string | undefined => leaseOf('vlab-01')?.spec.renewTime
const controlPlaneRenewals = (): string | undefined => leaseOf('minikube')?.spec.renewTime
const containerId = (pod: Pod | undefined): string | undefined =>
  pod?.status.containerStatuses?.[0]?.containerID?.slice('docker://'.length)
