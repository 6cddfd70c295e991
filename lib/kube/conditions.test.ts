import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Condition, type Verdict } from '../wait/condition'
import { type V1Node, type V1Pod } from './api/client-node'
import { nodeAbsent, nodeLabelled, nodeReady, noPods, podRunning, podsEnded } from './conditions'
import { ApiUnreachable, KubeError } from './api/kube-error'
import { type PodQuery } from './api/queries'

const query: PodQuery = { labels: { group: 'test-ds-pod' }, node: 'vlab-01' }
const deletionTimestamp = new Date('2026-11-23T08:21:06Z')

test('a node is Ready when its own Ready condition is True and it is not being deleted', async () => {
  assert.equal((await look(nodeReady(nodes(node('True')), 'vlab-01'))).met, true)
  assert.equal(await seen(nodeReady(nodes(), 'vlab-01')), 'no such node')
  assert.equal(
    await seen(nodeReady(nodes(node('True', { deletionTimestamp })), 'vlab-01')),
    'Ready, being deleted',
  )
  assert.equal(
    await seen(nodeReady(nodes(node('False')), 'vlab-01')),
    'NotReady (KubeletNotReady: CSINode is not yet initialized)',
  )
  assert.match(await seen(nodeReady(nodes(node('Unknown')), 'vlab-01')), /^NotReady/)
})

test('a node that cannot be looked up is not taken for an absent one', async () => {
  const down = new ApiUnreachable('list nodes', 'https://10.250.0.1:6443', 'refused', undefined)
  const condition = nodeAbsent(nodes(down), 'vlab-01')

  assert.equal(await seen(condition), 'Could not list nodes: https://10.250.0.1:6443 refused.')
  assert.equal((await look(nodeAbsent(nodes(), 'vlab-01'))).met, true)
})

test('what cannot pass ends a wait', async () => {
  const forbidden = new KubeError(403, 'Forbidden', 'list nodes', 'no')

  await assert.rejects(look(nodeReady(nodes(forbidden), 'vlab-01')), forbidden)
})

test('a label is compared by its exact key and value', async () => {
  const labelled = nodes(node('True', { labels: { deployDaemonset: 'false' } }))

  assert.equal((await look(nodeLabelled(labelled, 'vlab-01', 'deployDaemonset'))).met, true)
  assert.equal(
    await seen(nodeLabelled(labelled, 'vlab-01', 'deploydaemonset')),
    'no label deploydaemonset',
  )
  assert.equal(
    await seen(nodeLabelled(labelled, 'vlab-01', 'deployDaemonset', 'true')),
    'deployDaemonset=false',
  )
})

test('a pod is Running when its phase says so, all containers are ready and it is not being deleted', async () => {
  assert.equal((await look(podRunning(pods(pod({})), query))).met, true)
  assert.equal(
    await seen(podRunning(pods(pod({ deletionTimestamp })), query)),
    'test-daemonset-t7ct5 Running, being deleted',
  )
  assert.equal(
    await seen(podRunning(pods(pod({ ready: false })), query)),
    'test-daemonset-t7ct5 Running (mock-ds-container is not ready)',
  )
  assert.equal(await seen(podRunning(pods(), query)), 'no such pod')
})

test('a pod whose image cannot be pulled tells the reason and the message, cut to 200 characters', async () => {
  const message = `Back-off pulling image "${'x'.repeat(300)}"`
  const waiting = { reason: 'ImagePullBackOff', message }
  const text = await seen(podRunning(pods(pod({ phase: 'Pending', ready: false, waiting })), query))

  assert.equal(text, `test-daemonset-t7ct5 Pending (ImagePullBackOff: ${message.slice(0, 200)})`)
})

test('a pod that is not scheduled yet counts for the node that its DaemonSet made it for', async () => {
  const unbound = pods(pod({ bound: false, phase: 'Pending' }))

  assert.equal(
    await seen(noPods(unbound, query)),
    'test-daemonset-t7ct5 Pending (not scheduled yet)',
  )
  assert.equal((await look(noPods(unbound, { ...query, node: 'vlab-02' }))).met, true)
})

test('no pods means that the objects are gone: one being deleted is still there', async () => {
  assert.equal((await look(noPods(pods(), query))).met, true)
  assert.match(await seen(noPods(pods(pod({ deletionTimestamp })), query)), /being deleted$/)
})

test('pods have ended when all that is left is being deleted and never got its image', async () => {
  const waiting = { reason: 'ImagePullBackOff', message: '' }
  const unpulled = { phase: 'Pending', ready: false, waiting } as const
  assert.equal((await look(podsEnded(pods(), query))).met, true)
  assert.equal(
    (await look(podsEnded(pods(pod({ ...unpulled, deletionTimestamp })), query))).met,
    true,
  )
  assert.match(await seen(podsEnded(pods(pod(unpulled)), query)), /ImagePullBackOff/)
  assert.match(await seen(podsEnded(pods(pod({ deletionTimestamp })), query)), /being deleted$/)
  const starting = {
    ...unpulled,
    waiting: { ...waiting, reason: 'ContainerCreating' },
    deletionTimestamp,
  }
  assert.match(await seen(podsEnded(pods(pod(starting)), query)), /ContainerCreating/)
})

test('conditions say in words what is waited for and what to type next', () => {
  const running = podRunning(pods(), { ...query, namespace: 'default' })

  assert.equal(
    running.description,
    'a Running pod labelled group=test-ds-pod in namespace default on node vlab-01',
  )
  assert.equal(running.hint, 'kubectl describe pods -n default -l group=test-ds-pod')
})

test('the watch of a condition gives its stream back when the wait is over', async () => {
  let disposed = 0
  const watchPods = (): ReturnType<typeof quiet> => ({
    ...quiet(),
    [Symbol.asyncDispose]: async () => void (disposed += 1),
  })
  const stop = new AbortController()
  const following = noPods({ listPods: async () => [], watchPods }, query).watch?.(
    () => undefined,
    stop.signal,
  )

  stop.abort()
  await following

  assert.equal(disposed, 1)
})

const look = <T>(condition: Condition<T>): Promise<Verdict<T>> =>
  condition.check(new AbortController().signal)

const seen = async (condition: Condition<unknown>): Promise<string> => {
  const verdict = await look(condition)
  return verdict.met ? 'met' : verdict.seen
}

const quiet = (): AsyncDisposable & {
  follow: (_: () => void, signal: AbortSignal) => Promise<void>
} => ({
  follow: (_, signal) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  [Symbol.asyncDispose]: async () => undefined,
})

const nodes = (answer?: V1Node | Error): Parameters<typeof nodeReady>[0] => ({
  async findNode() {
    if (answer instanceof Error) throw answer
    return answer
  },
  watchNodes: quiet,
})

const pods = (...items: V1Pod[]): Parameters<typeof podRunning>[0] => ({
  listPods: async () => items,
  watchPods: quiet,
})

const node = (status: string, metadata: V1Node['metadata'] = {}): V1Node => ({
  metadata: { name: 'vlab-01', ...metadata },
  status: {
    conditions: [
      {
        type: 'Ready',
        status,
        reason: 'KubeletNotReady',
        message: 'CSINode is not yet initialized',
      },
    ],
  },
})

interface PodOptions {
  readonly phase?: string
  readonly ready?: boolean
  readonly bound?: boolean
  readonly deletionTimestamp?: Date
  readonly waiting?: { reason: string; message: string }
}

const pod = ({ phase = 'Running', ready = true, bound = true, ...rest }: PodOptions): V1Pod => {
  const { deletionTimestamp: leaves, waiting } = rest
  return {
    metadata: { name: 'test-daemonset-t7ct5', ...(leaves && { deletionTimestamp: leaves }) },
    spec: {
      ...(bound && { nodeName: 'vlab-01' }),
      containers: [{ name: 'mock-ds-container' }],
      affinity: { nodeAffinity: boundTo('vlab-01') },
    },
    status: {
      phase,
      ...(bound && { containerStatuses: [containerStatus(ready, waiting)] }),
    },
  }
}

const containerStatus = (
  ready: boolean,
  waiting?: { reason: string; message: string },
): NonNullable<NonNullable<V1Pod['status']>['containerStatuses']>[number] => ({
  name: 'mock-ds-container',
  ready,
  restartCount: 0,
  image: 'pause',
  imageID: '',
  state: waiting ? { waiting } : { running: {} },
})

const boundTo = (
  name: string,
): NonNullable<NonNullable<V1Pod['spec']>['affinity']>['nodeAffinity'] & object => ({
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [
      { matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }] },
    ],
  },
})
