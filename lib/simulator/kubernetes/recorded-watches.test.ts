import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type StoreEvent } from './api/store'
import { type DaemonSet, type KubeObject, type Node } from './objects'
import { daemonsets } from './resources/daemonsets'
import { nodes } from './resources/nodes'
import { pods } from './resources/pods'
import { differences } from './testing/differences'
import { eventually } from './testing/eventually'
import { fixture, RecordedLab } from './testing/recorded-lab'

interface WatchEvent {
  type: string
  object: KubeObject
}

let lab: RecordedLab

before(async () => {
  lab = await RecordedLab.start()
  await eventually('namespaces are furnished', () => lab.cluster.client().list(nodes).length === 1)
})
after(() => lab[Symbol.asyncDispose]())

test('a node that joins goes through the states that were recorded', async () => {
  const seen = await recordWatch('/api/v1/nodes?watch=1', async () => {
    await lab.kubelet.start()
    await eventually('the node has one taint left', () => taintsOf('vlab-01') === 'NoExecute')
  })
  // kubeadm's annotation and ctrmgrd's labels come from the DUT, not from the cluster.
  const recorded = fixture<WatchEvent>('watch-node-joins').filter((_, at) => at !== 5 && at !== 6)
  assert.deepEqual(
    differences(onlyOf('vlab-01', seen)),
    differences(withoutDutsOwn(onlyOf('vlab-01', recorded))),
  )
})

test('a daemon pod goes through the states that were recorded, from label to gone', async () => {
  const client = lab.cluster.client()
  await eventually('the node is clean', () => taintsOf('vlab-01') === '')
  client.create(daemonsets, testDaemonSet('k8s.gcr.io/pause:3.5'))
  await eventually(
    'the controller has seen it',
    () => client.list(daemonsets)[0]?.status.observedGeneration === 1,
  )
  const counts: StoreEvent[] = []
  const unwatch = client.watch([daemonsets], (event) => counts.push(event))

  const seen = await recordWatch('/api/v1/namespaces/default/pods?watch=1', async () => {
    label('true')
    await eventually(
      'the pod runs',
      () => client.list(pods, 'default')[0]?.status.phase === 'Running',
    )
    await eventually('it is counted', () => client.list(daemonsets)[0]?.status.numberReady === 1)
    label(undefined)
    await eventually('it is gone', () => client.list(pods, 'default').length === 0)
    await eventually(
      'it is not counted',
      () => client.list(daemonsets)[0]?.status.numberMisscheduled === 0,
    )
  })
  unwatch()
  assert.deepEqual(differences(seen), differences(fixture('watch-pod-lives')))
  const recordedCounts = fixture<WatchEvent>('watch-daemonset-counts').slice(1)
  assert.deepEqual(
    counts.map(({ object }) => (object as DaemonSet).status),
    recordedCounts.map(({ object }) => (object as DaemonSet).status),
  )
})

test('an image that does not exist is pulled in vain and waited for, in turns', async () => {
  const client = lab.cluster.client()
  const recorded = fixture<WatchEvent>('watch-image-is-missing').slice(4)
  const seen = await recordWatch('/api/v1/namespaces/default/pods?watch=1', async () => {
    client.modify(daemonsets, { namespace: 'default', name: 'test-daemonset' }, ({ spec }) => {
      spec.template.spec.containers[0]!.image = 'k8s.gcr.io/nosuch:9.9'
    })
    label('true')
    let failures = 0
    const unwatch = client.watch([pods], ({ object }) => {
      if (waitingFor(object) === 'ErrImagePull') failures++
    })
    await eventually('it has failed twice', () => failures === 2)
    unwatch()
  })
  assert.deepEqual(differences(seen), differences(recorded))
})

test('a node that leaves with its pods is gone at once, the pod object only later', async () => {
  const client = lab.cluster.client()
  const before = { type: 'ADDED', object: client.find(nodes, { name: 'vlab-01' })! }
  const seen = await recordWatch('/api/v1/nodes?watch=1', async () => {
    client.modify(nodes, { name: 'vlab-01' }, ({ spec }) => void (spec.unschedulable = true))
    await eventually('it is tainted', () => taintsOf('vlab-01') === 'NoSchedule')
    client.delete(nodes, { name: 'vlab-01' })
  })
  assert.equal(client.list(pods, 'default').length, 1)
  const recorded = onlyOf('vlab-01', fixture('watch-node-leaves'))
  const changes = (events: WatchEvent[]): string[] => differences(events).slice(2)
  assert.deepEqual(changes([before, ...onlyOf('vlab-01', seen)]), changes(recorded))

  await lab.kubelet.stop()
  await eventually('the pod is collected', () => client.list(pods, 'default').length === 0)
})

const waitingFor = (object: KubeObject): string | undefined =>
  (object as { status?: { containerStatuses?: { state: { waiting?: { reason: string } } }[] } })
    .status?.containerStatuses?.[0]?.state.waiting?.reason

function label(value: string | undefined): void {
  lab.cluster.client().modify(nodes, { name: 'vlab-01' }, ({ metadata }) => {
    if (value === undefined) delete metadata.labels?.deployDaemonset
    else metadata.labels = { ...metadata.labels, deployDaemonset: value }
  })
}

function taintsOf(name: string): string | undefined {
  const node = lab.cluster.client().find(nodes, { name })
  return node && (node.spec.taints ?? []).map(({ effect }) => effect).join()
}

/** Everything that a watch over HTTPS shows while something is done. */
async function recordWatch(path: string, action: () => Promise<void>): Promise<WatchEvent[]> {
  const client = await lab.client()
  const seen: WatchEvent[] = []
  const begin = lab.cluster.store.revision
  const reading = (async () => {
    for await (const event of client.watch<WatchEvent>(
      `${path}&resourceVersion=${begin}&timeoutSeconds=60`,
    ))
      seen.push(event)
  })()
  await action()
  const resource = new URL(path, 'https://api').pathname.split('/').at(-1) ?? ''
  const last = lab.cluster.store.since(resource, begin)?.at(-1)?.revision ?? 0
  await eventually(
    'the watch has caught up',
    () => Number(seen.at(-1)?.object.metadata.resourceVersion) >= last,
  )
  client.close()
  await reading.catch(() => undefined)
  return seen
}

const onlyOf = (name: string, events: readonly WatchEvent[]): WatchEvent[] =>
  events.filter(({ object }) => object.metadata.name === name)

function withoutDutsOwn(events: readonly WatchEvent[]): WatchEvent[] {
  const own = ['deployment_type', 'hwsku', 'sonic_version', 'worker.sonic/platform']
  return events.map(({ type, object }) => {
    const copy = structuredClone(object) as Node
    for (const key of own) delete copy.metadata.labels?.[key]
    delete copy.metadata.annotations?.['kubeadm.alpha.kubernetes.io/cri-socket']
    return { type, object: copy }
  })
}

const testDaemonSet = (image: string): DaemonSet => ({
  kind: 'DaemonSet',
  apiVersion: 'apps/v1',
  metadata: { name: 'test-daemonset', namespace: 'default' },
  spec: {
    selector: { matchLabels: { group: 'test-ds-pod' } },
    template: {
      metadata: { labels: { group: 'test-ds-pod' } },
      spec: {
        nodeSelector: { deployDaemonset: 'true' },
        hostNetwork: true,
        containers: [{ name: 'mock-ds-container', image }],
      },
    },
  },
  status: {
    currentNumberScheduled: 0,
    desiredNumberScheduled: 0,
    numberMisscheduled: 0,
    numberReady: 0,
  },
})
