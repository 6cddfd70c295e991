import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { WatchHands } from '../contracts/watch-hands'
import { type Event, type PodSpec, type PodStatus } from '../objects'
import { events } from '../resources/events'

const image = 'lab/busybox:1'
const runs = (name: string, script: string): PodSpec['containers'][number] => ({
  name,
  image,
  command: ['sh', '-c', script],
})

let hands: WatchHands

beforeEach(async () => {
  hands = await WatchHands.begin()
  await hands.joined()
})
afterEach(() => hands[Symbol.asyncDispose]())

test('init containers run one by one; those that are not done are named, and the others wait for them', async () => {
  deploy({
    initContainers: [runs('one', 'sleep 1'), runs('two', 'exit 4')],
    containers: [runs('main', 'sleep 99')],
  })
  await hands.until('the first is done', () => init(0)?.state.terminated !== undefined)
  assert.deepEqual([init(0)?.ready, init(1)?.ready], [true, false])
  assert.ok(!('started' in init(0)!), 'only other containers are told to have started')
  assert.equal(status()?.containerStatuses?.[0]?.state.waiting?.reason, 'PodInitializing')
  const initialised = status()?.conditions?.find(({ type }) => type === 'Initialized')
  assert.equal(initialised?.message, 'containers with incomplete status: [two]')

  await hands.until('the second crashes', () => init(1)?.restartCount === 2)
  assert.equal(status()?.phase, 'Pending')
  assert.deepEqual(startedIn(), ['spec.initContainers{one}', 'spec.initContainers{two}'])
})

test('a pod is Pending while one of its containers was never begun; statuses are sorted by name, conditions keep the order', async () => {
  deploy({
    containers: [runs('runs', 'sleep 99'), { name: 'absent', image, command: ['/no/such'] }],
  })
  await hands.until('it is looked at', () => status()?.conditions?.[2] !== undefined)
  assert.equal(
    status()?.conditions?.find(({ type }) => type === 'Ready')?.message,
    'containers with unready status: [runs absent]',
  )
  await hands.until('one runs', () => status()?.containerStatuses?.[1]?.state.running !== undefined)
  assert.deepEqual(
    status()?.containerStatuses?.map(({ name }) => name),
    ['absent', 'runs'],
  )
})

test('a container that somebody has removed never was: its number is given again', async () => {
  deploy({ containers: [runs('main', 'sleep 20; exit 3')] })
  await hands.until('it was restarted', () => status()?.containerStatuses?.[0]?.restartCount === 1)
  await hands.podIsReady('own')
  const second = hands.containerId('own')
  hands.lab.runtime.removeContainer(second)
  await hands.until('the first counts again', () => {
    const main = status()?.containerStatuses?.[0]
    return main?.restartCount === 0 && main.state.running === undefined
  })
  await hands.until('another runs', () => status()?.containerStatuses?.[0]?.restartCount === 1)
  assert.notEqual(hands.containerId('own'), second)
})

test('a container goes by the first name of its image, whatever name it was asked for by', async () => {
  deploy({ containers: [{ name: 'main', image: 'k8s.gcr.io/pause:3.5' }] })
  await hands.podIsReady('own')
  assert.equal(status()?.containerStatuses?.[0]?.image, 'k8s.gcr.io/pause:3.2')
})

function deploy(spec: Partial<PodSpec> & Pick<PodSpec, 'containers'>): void {
  const labels = { app: 'own' }
  const nodeSelector = { 'kubernetes.io/hostname': 'vlab-01' }
  hands.createSet('own', {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { nodeSelector, hostNetwork: true, ...spec } },
  })
}

const status = (): PodStatus | undefined => hands.pod('own')?.status

const init = (at: number) => status()?.initContainerStatuses?.[at]

const startedIn = (): (string | undefined)[] =>
  hands.api
    .list(events, 'default')
    .filter(({ reason }: Event) => reason === 'Started')
    .map(({ involvedObject }) => involvedObject.fieldPath)
