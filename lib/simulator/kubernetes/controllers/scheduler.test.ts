import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Pod } from '../objects'
import { events } from '../resources/events'
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

test('a pod for which there is no place is tried twice at once, and after a pause whenever there may be room', async () => {
  await using lab = await PaperLab.start('n1')
  const pod = (name: string, nodeSelector: object): object => ({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name, namespace: 'default' },
    spec: { nodeSelector, containers: [{ name: 'c', image: 'pause:1' }] },
  })
  const tries = (): number | undefined =>
    lab.client.list(events, 'default').find(({ reason }) => reason === 'FailedScheduling')?.count
  lab.create(pods, pod('placed', { paper: 'yes' }))
  await lab.clock.pass(1)
  lab.create(pods, pod('waits', { no: 'such' }))
  await lab.clock.pass(0.5)
  assert.equal(tries(), 2)
  lab.client.delete(pods, { namespace: 'default', name: 'placed' })
  await lab.clock.pass(1)
  assert.equal(tries(), 2, 'its pause of two seconds goes on')
  await lab.clock.pass(1)
  assert.equal(tries(), 3)
})

test('nobody waits for more than a minute', async () => {
  await using lab = await PaperLab.start()
  lab.create(pods, {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: 'waits', namespace: 'default' },
    spec: { nodeSelector: { no: 'such' }, containers: [{ name: 'c', image: 'pause:1' }] },
  })
  const tries = (): number | undefined =>
    lab.client.list(events, 'default').find(({ reason }) => reason === 'FailedScheduling')?.count
  await lab.clock.pass(58)
  assert.equal(tries(), 2)
  await lab.clock.pass(4)
  assert.equal(tries(), 3)
})
