import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Deployment, type ReplicaSet } from '../../objects'
import { deployments, replicasets } from '../../resources/deployments'
import { PaperLab } from '../../testing/paper-lab'

// The steps and outcomes are those of a kube-controller-manager of 1.20.2 with nodes that have no kubelet.

const place = { namespace: 'default', name: 'web' }

async function running(replicas: number, more: object = {}): Promise<PaperLab> {
  const lab = await PaperLab.start('n1')
  lab.create(deployments, {
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    metadata: place,
    spec: {
      replicas,
      selector: { matchLabels: { app: 'w' } },
      template: {
        metadata: { labels: { app: 'w' } },
        spec: { nodeSelector: { paper: 'yes' }, containers: [{ name: 'c', image: 'pause:1' }] },
      },
      ...more,
    },
  })
  await completes(lab)
  return lab
}

const web = (lab: PaperLab): Deployment => lab.client.find(deployments, place)!
const change = (lab: PaperLab, edit: (spec: Deployment['spec']) => void): void =>
  void lab.client.modify(deployments, place, ({ spec }) => edit(spec))
const roll = (lab: PaperLab, image: string): void =>
  change(lab, ({ template }) => (template.spec.containers[0]!.image = image))
const sets = (lab: PaperLab): ReplicaSet[] => lab.client.list(replicasets, 'default')
const progress = (lab: PaperLab): string | undefined =>
  web(lab).status.conditions?.find(({ type }) => type === 'Progressing')?.reason

/** Image, replicas and revision of each ReplicaSet. */
const history = (lab: PaperLab): unknown[] =>
  sets(lab)
    .map(({ metadata, spec }) => [
      spec.template.spec.containers[0]?.image,
      spec.replicas,
      metadata.annotations?.['deployment.kubernetes.io/revision'],
    ])
    .sort()

const completes = (lab: PaperLab): Promise<void> =>
  lab.clock.until('the rollout is complete', () => {
    const { metadata, status, spec } = web(lab)
    return (
      status.observedGeneration === metadata.generation &&
      status.updatedReplicas === spec.replicas &&
      status.availableReplicas === spec.replicas &&
      status.replicas === spec.replicas
    )
  })

test('a rollout never has fewer pods than it may, nor more, and keeps the old ReplicaSet empty', async () => {
  await using lab = await running(4)
  roll(lab, 'pause:2')
  const seen: number[] = []
  await lab.clock.until('the old one is empty', () => {
    seen.push(lab.pods().filter(({ status }) => status.phase === 'Running').length)
    return sets(lab).some(({ spec, status }) => spec.replicas + status.replicas === 0)
  })
  await completes(lab)
  assert.ok(Math.min(...seen) >= 3 && Math.max(...seen) <= 5, `running pods: ${seen.join()}`)
  assert.deepEqual(history(lab), [
    ['pause:1', 0, '1'],
    ['pause:2', 4, '2'],
  ])
  assert.equal(progress(lab), 'NewReplicaSetAvailable')
})

test('going back makes the old ReplicaSet the newest revision', async () => {
  await using lab = await running(1)
  roll(lab, 'pause:2')
  await completes(lab)
  roll(lab, 'pause:1')
  await lab.clock.pass(3)
  assert.deepEqual(history(lab), [
    ['pause:1', 1, '3'],
    ['pause:2', 0, '2'],
  ])
  assert.equal(web(lab).metadata.annotations?.['deployment.kubernetes.io/revision'], '3')
})

test('pods that do not come keep a rollout at its bounds until it is said to be late', async () => {
  await using lab = await running(4, { progressDeadlineSeconds: 6 })
  lab.phaseOf = ({ spec }) => (spec.containers[0]?.image === 'bad' ? undefined : 'Running')
  roll(lab, 'bad')
  await lab.clock.pass(4)
  assert.deepEqual(history(lab), [
    ['bad', 2, '2'],
    ['pause:1', 3, '1'],
  ])
  assert.equal(progress(lab), 'ReplicaSetUpdated')
  await lab.clock.pass(6)
  assert.equal(progress(lab), 'ProgressDeadlineExceeded')
  change(lab, (spec) => (spec.replicas = 6))
  await lab.clock.pass(2)
  assert.deepEqual(history(lab), [
    ['bad', 3, '2'],
    ['pause:1', 5, '1'],
  ])
})

test('Recreate lets all old pods end before there is a new one', async () => {
  await using lab = await running(2, { strategy: { type: 'Recreate' } })
  roll(lab, 'pause:2')
  await lab.clock.until('there is a second ReplicaSet', () => sets(lab).length === 2)
  assert.deepEqual(lab.pods(), [])
  await completes(lab)
})

test('while it is paused a new template waits, and scaling does not', async () => {
  await using lab = await running(1)
  change(lab, (spec) => (spec.paused = true))
  roll(lab, 'pause:2')
  change(lab, (spec) => (spec.replicas = 3))
  await lab.clock.pass(2)
  assert.deepEqual(history(lab), [['pause:1', 3, '1']])
  assert.equal(progress(lab), 'DeploymentPaused')
  change(lab, (spec) => (spec.paused = false))
  await completes(lab)
  assert.deepEqual(history(lab), [
    ['pause:1', 0, '1'],
    ['pause:2', 3, '2'],
  ])
})

test('old ReplicaSets beyond the limit go', async () => {
  await using lab = await running(1, { revisionHistoryLimit: 1 })
  for (const image of ['pause:2', 'pause:3']) {
    roll(lab, image)
    await lab.clock.pass(3)
  }
  assert.deepEqual(history(lab), [
    ['pause:2', 0, '2'],
    ['pause:3', 1, '3'],
  ])
})
