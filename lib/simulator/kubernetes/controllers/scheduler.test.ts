import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Pod } from '../objects'
import { pods } from '../resources/pods'
import { PaperLab } from '../testing/paper-lab'

test('a pod waits for a port of the host that another pod holds, and gets it when that has gone', async () => {
  await using lab = await PaperLab.start('n1')
  const pod = (name: string): object => ({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name, namespace: 'default' },
    spec: {
      hostNetwork: true,
      nodeSelector: { paper: 'yes' },
      containers: [{ name: 'c', image: 'pause:1', ports: [{ containerPort: 8080 }] }],
    },
  })
  const nodeOf = (name: string): string | undefined =>
    (lab.client.find(pods, { namespace: 'default', name }) as Pod).spec.nodeName
  lab.create(pods, pod('first'))
  await lab.clock.pass(1)
  lab.create(pods, pod('second'))
  await lab.clock.pass(1)
  assert.deepEqual([nodeOf('first'), nodeOf('second')], ['n1', undefined])
  const [why = ''] = lab.eventsOf('FailedScheduling')
  assert.match(why, /1 node\(s\) didn't have free ports for the requested pod ports/)
  lab.client.delete(pods, { namespace: 'default', name: 'first' })
  await lab.clock.pass(2)
  assert.equal(nodeOf('second'), 'n1')
})
