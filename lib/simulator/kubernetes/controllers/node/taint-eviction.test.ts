import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pods } from '../../resources/pods'
import { PaperLab } from '../../testing/paper-lab'

const pod = (name: string, tolerations: object[] = []): object => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name, namespace: 'default' },
  spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'pause:1' }], tolerations },
  status: {},
})
const tolerating = (seconds?: number): object[] => [
  {
    key: 'k',
    operator: 'Exists',
    effect: 'NoExecute',
    ...(seconds !== undefined && { tolerationSeconds: seconds }),
  },
]

test('pods that a node repels go: at once, when they no longer tolerate it, or never', async () => {
  await using lab = await PaperLab.start('n1')
  lab.create(pods, pod('plain'))
  lab.create(pods, pod('patient', tolerating(10)))
  lab.create(pods, pod('at-home', tolerating()))
  lab.changeNode('n1', ({ spec }) => (spec.taints = [{ key: 'k', effect: 'NoExecute' }]))
  await lab.clock.pass(2)
  assert.deepEqual(
    lab.pods().map(({ metadata }) => metadata.name),
    ['at-home', 'patient'],
  )
  await lab.clock.pass(9)
  assert.deepEqual(
    lab.pods().map(({ metadata }) => metadata.name),
    ['at-home'],
  )
  assert.deepEqual(lab.eventsOf('TaintManagerEviction').sort(), [
    'Marking for deletion Pod default/patient',
    'Marking for deletion Pod default/plain',
  ])
})

test('a deletion that was due is called off when the taint goes', async () => {
  await using lab = await PaperLab.start('n1')
  lab.create(pods, pod('patient', tolerating(10)))
  lab.changeNode('n1', ({ spec }) => (spec.taints = [{ key: 'k', effect: 'NoExecute' }]))
  await lab.clock.pass(5)
  lab.changeNode('n1', ({ spec }) => (spec.taints = []))
  await lab.clock.pass(10)
  assert.equal(lab.pods().length, 1)
  assert.deepEqual(lab.eventsOf('TaintManagerEviction'), [
    'Cancelling deletion of Pod default/patient',
  ])
})
