import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { controllerrevisions, daemonsets } from './resources/daemonsets'
import { nodes } from './resources/nodes'
import { pods } from './resources/pods'
import { isReady } from './controllers/daemonset-status'
import { type HttpsClient } from './testing/https-client'
import { eventually } from './testing/eventually'
import { fixture, RecordedLab } from './testing/recorded-lab'
import { settled } from './testing/volatile'

interface Recording {
  name: string
  request: {
    method: string
    path: string
    accept?: string
    auth: string
    content_type?: string
    body?: unknown
  }
  response: { status: number; contentType?: string; length?: number; body: unknown }
}

let lab: RecordedLab
const clients = new Map<string, HttpsClient>()

before(async () => {
  lab = await RecordedLab.start()
  for (const who of [
    'admin',
    'anonymous',
    'bad-token',
    'foreign-certificate',
    'certificate-without-group',
  ]) {
    clients.set(who, await lab.client(who))
  }
  const ready = (): boolean => lab.cluster.client().list(pods).every(isReady)
  await eventually('the control plane runs', ready)
})

after(() => lab[Symbol.asyncDispose]())

replay('api-empty', 'on a fresh cluster')
replay('api-daemonset', 'while DaemonSets are created')

test('the other DaemonSet goes, and its revision with it', async () => {
  const client = lab.cluster.client()
  client.delete(daemonsets, { namespace: 'default', name: 'bad' })
  await eventually('one revision is left', () => client.list(controllerrevisions).length === 1)
})

replay('api-daemonset-listed', 'with one DaemonSet')

test('the DUT joins and its pod runs', async () => {
  const { cluster } = lab
  await lab.kubelet.start()
  await eventually('the node is clean', () => {
    const node = cluster.client().find(nodes, { name: 'vlab-01' })
    return node?.status.conditions?.at(-1)?.status === 'True' && node.spec.taints === undefined
  })
  const labels = {
    deployment_type: 'ToRRouter',
    hwsku: 'Force10-S6000',
    sonic_version: 'master.lab-086b03bd7',
    'worker.sonic/platform': 'x86_64-kvm_x86_64-r0',
    deployDaemonset: 'true',
  }
  cluster.client().modify(nodes, { name: 'vlab-01' }, ({ metadata }) => {
    Object.assign(metadata.labels ?? {}, labels)
    Object.assign(metadata.annotations ?? {}, {
      'kubeadm.alpha.kubernetes.io/cri-socket': '/var/run/dockershim.sock',
    })
  })
  await eventually('the pod runs', () => cluster.client().list(pods, 'default').some(isReady))
})

replay('api-joined', 'with the pod running')

test('the pod goes with the label', async () => {
  const client = lab.cluster.client()
  client.modify(
    nodes,
    { name: 'vlab-01' },
    ({ metadata }) => void delete metadata.labels?.deployDaemonset,
  )
  await eventually('no pod is left', () => client.list(pods, 'default').length === 0)
})

replay('api-patched', 'on a joined node')
replay('api-deleted', 'at the end')

/** What was done before a request and is not among the recordings. */
const unrecorded: Readonly<Record<string, () => void>> = {
  '103': () => removeLabel('lab/smp'),
  '109': () => removeLabel('lab/json'),
}

function removeLabel(key: string): void {
  lab.cluster
    .client()
    .modify(nodes, { name: 'vlab-01' }, ({ metadata }) => void delete metadata.labels?.[key])
}

function replay(name: string, when: string): void {
  for (const { name: title, request, response } of fixture<Recording>(name)) {
    test(`${title}, ${when}, is answered as by the real API server`, async () => {
      const { method, path, accept, content_type: contentType, body, auth } = request
      const client = clients.get(auth)
      unrecorded[title.slice(0, 3)]?.()
      assert.ok(client, `no client for ${auth}`)
      const answer = await client.ask(method, pathHere(path), {
        ...(accept !== undefined && { accept }),
        ...(contentType !== undefined && { contentType }),
        body,
      })
      assert.equal(answer.status, response.status)
      assert.equal(answer.headers['content-type'], response.contentType)
      assert.deepEqual(settled(answer.body), settled(response.body))
      if (response.length) assert.equal(Number(answer.headers['content-length']), response.length)
    })
  }
}

/** The recorded pod has another name here. */
function pathHere(path: string): string {
  const [pod] = lab.cluster.client().list(pods, 'default')
  return path.replace(/test-daemonset-[a-z0-9]{5}/g, pod?.metadata.name ?? '')
}
