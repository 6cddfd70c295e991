import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DaemonSet } from '../../objects'
import { daemonsets } from '../../resources/daemonsets'
import { pods } from '../../resources/pods'
import { PaperLab } from '../../testing/paper-lab'

// KEP 1591: from 1.22 on, kube-controller-manager starts the new pod first where it is told to.

const place = { namespace: 'default', name: 'ds' }
const manifest = {
  kind: 'DaemonSet',
  apiVersion: 'apps/v1',
  metadata: place,
  spec: {
    selector: { matchLabels: { app: 'd' } },
    updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: {
      metadata: { labels: { app: 'd' } },
      spec: { nodeSelector: { paper: 'yes' }, containers: [{ name: 'c', image: 'pause:1' }] },
    },
  },
}

const imagesOf = (lab: PaperLab): (string | undefined)[] =>
  lab
    .pods()
    .map(({ spec }) => spec.containers[0]?.image)
    .sort()

async function changed(kubernetes: string, ...names: string[]): Promise<PaperLab> {
  const lab = await PaperLab.of({ kubernetes }, ...names)
  const set = (): DaemonSet => lab.client.find(daemonsets, place)!
  lab.create(daemonsets, manifest)
  await lab.clock.until('it runs', () => set().status.numberAvailable === names.length)
  lab.phaseOf = () => undefined
  lab.client.modify(daemonsets, place, ({ spec }) => {
    spec.template.spec.containers[0]!.image = 'pause:2'
  })
  await lab.clock.pass(2)
  return lab
}

for (const kubernetes of ['v1.22.2', 'v1.28.3'])
  test(`a pod stays until its successor works, one node at a time: ${kubernetes}`, async () => {
    await using lab = await changed(kubernetes, 'n1', 'n2')
    assert.deepEqual(imagesOf(lab), ['pause:1', 'pause:1', 'pause:2'])
    const next = lab.pods().find(({ spec }) => spec.containers[0]?.image === 'pause:2')
    lab.phaseOf = () => 'Running'
    lab.client.modifyStatus(pods, next!.metadata, ({ status }) => {
      status.conditions = [
        {
          type: 'Ready',
          status: 'True',
          lastTransitionTime: next!.metadata.creationTimestamp!,
        },
      ]
    })
    await lab.clock.until('all are new', () => imagesOf(lab).join() === 'pause:2,pause:2')
  })

test('1.20 drops maxSurge, and so has nothing that may be missing', async () => {
  await using lab = await PaperLab.of({ kubernetes: 'v1.20.2' }, 'n1')
  assert.throws(
    () => lab.create(daemonsets, manifest),
    /maxUnavailable: Invalid value.*cannot be 0/,
  )
})

for (const [kubernetes, events] of [
  ['v1.22.2', []],
  ['v1.28.3', ['Found succeeded daemon pod default/ds-<id> on node n1, will try to delete it']],
] as const)
  test(`what a daemon pod that ended well is to a controller of ${kubernetes}`, async () => {
    await using lab = await PaperLab.of({ kubernetes }, 'n1')
    lab.create(daemonsets, { ...manifest, spec: { ...manifest.spec, updateStrategy: {} } })
    await lab.clock.until('it runs', () => lab.pods()[0]?.status.phase === 'Running')
    const [pod] = lab.pods()
    lab.client.modifyStatus(pods, pod!.metadata, ({ status }) => (status.phase = 'Succeeded'))
    await lab.clock.pass(2)
    assert.deepEqual(lab.eventsOf('SucceededDaemonPod'), events)
  })
