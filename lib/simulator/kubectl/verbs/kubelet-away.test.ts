import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Pod } from '../../kubernetes/objects'
import { serviceaccounts } from '../../kubernetes/resources/core'
import { nodes } from '../../kubernetes/resources/nodes'
import { pods } from '../../kubernetes/resources/pods'
import { eventually } from '../../kubernetes/testing/eventually'
import { KubectlLab } from '../testing/kubectl-lab'

let lab: KubectlLab

before(async () => {
  lab = await KubectlLab.start('v1.20.2')
  const client = lab.cluster.client()
  await eventually(
    'there is a service account',
    () => client.find(serviceaccounts, { namespace: 'default', name: 'default' }) !== undefined,
  )
  const node = { kind: 'Node', apiVersion: 'v1', metadata: { name: 'vlab-01' }, spec: {} }
  client.create(nodes, {
    ...node,
    status: { addresses: [{ type: 'InternalIP', address: '10.250.0.101' }] },
  })
  const pod = {
    kind: 'Pod',
    apiVersion: 'v1',
    // So that it outlives its node.
    metadata: { name: 'one', namespace: 'default', finalizers: ['example.com/kept'] },
    spec: { nodeName: 'vlab-01', containers: [{ name: 'main', image: 'pause' }] },
  }
  client.create(pods, pod as unknown as Pod)
  client.modifyStatus(pods, pod.metadata, ({ status }) => {
    status.phase = 'Running'
    status.containerStatuses = [
      { name: 'main', containerID: 'docker://1', state: { running: {} }, lastState: {} },
    ] as unknown as NonNullable<Pod['status']['containerStatuses']>
  })
})
after(() => lab.close())

const fails = (line: string, text: string): Promise<void> =>
  lab.kubectl(line, { stdout: '', stderr: `${text}\n`, exitCode: 1 })

test('where no kubelet listens, the API server says so, and gives no reason', async () => {
  const dialled = 'dial tcp 10.250.0.101:10250: connect: connection refused'
  const logs = `Error from server: Get "https://10.250.0.101:10250/containerLogs/default/one/main": ${dialled}`
  await fails('logs one', logs)
  await fails('logs one --tail 3', logs.replace('/main"', '/main?tailLines=3"'))
  await fails('logs -f one', logs.replace('/main"', '/main?follow=true"'))
  await fails('exec one -- ls', `Error from server: error dialing backend: ${dialled}`)
})

test('where the node is gone, it is not found, whatever its kubelet does', async () => {
  lab.cluster.client().delete(nodes, { name: 'vlab-01' })
  assert.ok(lab.cluster.client().find(pods, { namespace: 'default', name: 'one' }))
  // What is asked is a pod's: the server takes the name for one.
  const gone = 'Error from server (NotFound): pods "vlab-01" not found'
  await fails('logs one', gone)
  await fails('exec one -- ls', gone)
})
