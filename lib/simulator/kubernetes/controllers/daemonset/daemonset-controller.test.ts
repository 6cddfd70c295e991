import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DaemonSet } from '../../objects'
import { controllerrevisions, daemonsets } from '../../resources/daemonsets'
import { nodes } from '../../resources/nodes'
import { pods } from '../../resources/pods'
import { PaperLab } from '../../testing/paper-lab'

// What a kube-controller-manager of 1.20.2 was seen to do with nodes that have no kubelet.

const place = { namespace: 'default', name: 'ds' }
const manifest = (more: object = {}, podSpec: object = {}): object => ({
  kind: 'DaemonSet',
  apiVersion: 'apps/v1',
  metadata: place,
  spec: {
    selector: { matchLabels: { app: 'd' } },
    template: {
      metadata: { labels: { app: 'd' } },
      spec: {
        nodeSelector: { paper: 'yes' },
        containers: [{ name: 'c', image: 'pause:1' }],
        ...podSpec,
      },
    },
    ...more,
  },
})

const stranger = { kind: 'Pod', apiVersion: 'v1', spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'i' }] } } // prettier-ignore

async function running(...names: string[]): Promise<PaperLab> {
  const lab = await PaperLab.start(...names)
  lab.create(daemonsets, manifest())
  await lab.clock.until('it runs everywhere', () => set(lab).status.numberReady === names.length)
  return lab
}

const set = (lab: PaperLab): DaemonSet => lab.client.find(daemonsets, place)!

test('a pod whose labels no longer match is let go and replaced', async () => {
  await using lab = await running('n1')
  const [pod] = lab.pods()
  lab.client.modify(pods, pod!.metadata, ({ metadata }) => (metadata.labels = { app: 'other' }))
  await lab.clock.until('there is another', () => lab.pods().length === 2)
  const left = lab.client.find(pods, pod!.metadata)
  assert.equal(left?.metadata.ownerReferences, undefined)
})

test('revisions beyond the limit go, but not those that a pod is of', async () => {
  await using lab = await running('n1')
  const change = (edit: (set: DaemonSet) => void): void =>
    void lab.client.modify(daemonsets, place, edit)
  change(({ spec }) => {
    spec.updateStrategy = { type: 'OnDelete' }
    spec.revisionHistoryLimit = 0
  })
  for (const image of ['pause:2', 'pause:3']) {
    change(({ spec }) => (spec.template.spec.containers[0]!.image = image))
    await lab.clock.pass(1)
  }
  const images = lab.client
    .list(controllerrevisions, 'default')
    .map(({ data }) => (data as DaemonSet).spec.template.spec.containers[0]?.image)
  assert.deepEqual(images.sort(), ['pause:1', 'pause:3'])
})

test('a pod counts as available once it has been ready for minReadySeconds', async () => {
  await using lab = await PaperLab.start('n1')
  lab.create(daemonsets, manifest({ minReadySeconds: 5 }))
  await lab.clock.until('it is ready', () => set(lab).status.numberReady === 1)
  assert.equal(set(lab).status.numberUnavailable, 1)
  await lab.clock.pass(6)
  assert.equal(set(lab).status.numberAvailable, 1)
})

test('a failed pod is reported, and replaced', async () => {
  await using lab = await running('n1')
  const [pod] = lab.pods()
  lab.client.modifyStatus(pods, pod!.metadata, ({ status }) => (status.phase = 'Failed'))
  await lab.clock.until('there is another', () => lab.eventsOf('SuccessfulCreate').length === 2)
  assert.deepEqual(lab.eventsOf('FailedDaemonPod'), [
    'Found failed daemon pod default/ds-<id> on node n1, will try to kill it',
  ])
})

test('what keeps its pods from being made is told, and tried again ever more slowly', async () => {
  await using lab = await PaperLab.start('n1')
  lab.create(daemonsets, manifest({}, { serviceAccountName: 'nobody' }))
  await lab.clock.pass(2)
  assert.deepEqual(lab.eventsOf('FailedCreate'), [
    'Error creating: pods "ds-" is forbidden: error looking up service account default/nobody: serviceaccount "nobody" not found',
  ])
})

test('a node that was deleted is counted until its pod is collected, whatever happens to pods of others', async () => {
  await using lab = await running('n1', 'n2')
  const counted = (): number[] => {
    const { desiredNumberScheduled, currentNumberScheduled, numberReady } = set(lab).status
    return [desiredNumberScheduled, currentNumberScheduled, numberReady]
  }
  // Its own write of the counters was a change as well.
  await lab.clock.pass(1)
  lab.client.delete(nodes, { name: 'n2' })
  lab.create(pods, { ...stranger, metadata: { name: 'stranger', namespace: 'default' } })
  const isCollected = (): boolean => lab.pods().every(({ spec }) => spec.nodeName !== 'n2')
  const seen: number[][] = []
  while (!isCollected()) {
    seen.push(counted())
    await lab.clock.pass(5)
    lab.beat('n1')
  }
  assert.ok(seen.length > 8)
  for (const counters of seen) assert.deepEqual(counters, [2, 2, 2])
  assert.deepEqual(counted(), [1, 1, 1])
})

test('a change of one of its pods counts the nodes anew', async () => {
  await using lab = await running('n1', 'n2')
  const [pod] = lab.pods().filter(({ spec }) => spec.nodeName === 'n1')
  lab.client.delete(nodes, { name: 'n2' })
  lab.client.modify(pods, pod!.metadata, ({ metadata }) => {
    metadata.annotations = { touched: 'yes' }
  })
  await lab.clock.pass(1)
  assert.equal(set(lab).status.desiredNumberScheduled, 1)
})

test('a node that comes, or whose labels change, is looked at', async () => {
  await using lab = await running('n1')
  lab.addNode('n2')
  await lab.clock.pass(1)
  assert.equal(set(lab).status.desiredNumberScheduled, 2)
  lab.changeNode('n1', ({ metadata }) => (metadata.labels = {}))
  await lab.clock.pass(1)
  assert.equal(set(lab).status.desiredNumberScheduled, 1)
})
