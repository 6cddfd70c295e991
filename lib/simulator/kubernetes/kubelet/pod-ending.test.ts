import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pods } from '../resources/pods'
import { type ContainerStatus } from '../objects'
import { NodeLab } from './testing/node-lab'

let lab: NodeLab
before(async () => (lab = await NodeLab.begin()))
after(() => lab[Symbol.asyncDispose]())

const image = 'lab/busybox:1'
const listening = ['sh', '-c', "trap 'exit 0' TERM; while :; do sleep 1; done"]
const stubborn = ['sh', '-c', "trap '' TERM; while :; do sleep 1; done"]
const remove = (name: string, gracePeriodSeconds?: number): void => {
  const options = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }
  lab.api.delete(pods, { namespace: 'default', name }, options)
}
const container = (pod: string, name: string): ContainerStatus | undefined =>
  lab.found(pod)?.status.containerStatuses?.find((status) => status.name === name)
const inDocker = async (pod: string): Promise<string[]> => {
  const { stdout } = await lab.type(
    `docker ps -a --format '{{.Names}} {{.State}}' -f name=_${pod}_`,
  )
  return [...stdout.matchAll(/^k8s_([^_]+)_\S+ (\w+)$/gm)].map(
    ([, name, state]) => `${name} ${state}`,
  )
}
const gone = (pod: string): Promise<void> =>
  lab.until(`${pod} is gone`, () => lab.found(pod) === undefined)

test('of a pod that is to go it is not told any more why its containers wait', async () => {
  const absent = { name: 'absent', image: 'lab/none:1', imagePullPolicy: 'Never' } as const
  lab.create('half', {
    terminationGracePeriodSeconds: 5,
    containers: [
      { name: 'main', image, command: stubborn },
      { name: 'bad', image, command: ['sh', '-c', 'exit 2'] },
      absent,
    ],
  })
  await lab.until('it says why', () => {
    const reasons = ['bad', 'absent'].map((name) => container('half', name)?.state.waiting?.reason)
    return reasons.join() === 'CrashLoopBackOff,ErrImageNeverPull'
  })
  remove('half')
  await lab.clock.pass(1)
  assert.equal(container('half', 'bad')?.state.terminated?.exitCode, 2)
  assert.deepEqual(container('half', 'absent')?.state.waiting, { reason: 'ContainerCreating' })
  await gone('half')
})

test('of a pod of which nothing but an init container ran its end is not known, and nothing is said of it', async () => {
  lab.create('early', {
    terminationGracePeriodSeconds: 5,
    initContainers: [{ name: 'first', image, command: stubborn }],
  })
  const init = () => lab.found('early')?.status.initContainerStatuses?.[0]?.state
  await lab.until('it is being initialised', () => init()?.running !== undefined)
  remove('early')
  await lab.clock.pass(0)
  assert.deepEqual(init()?.terminated, {
    exitCode: 137,
    reason: 'ContainerStatusUnknown',
    message: 'The container could not be located when the pod was terminated',
    startedAt: null,
    finishedAt: null,
  })
  assert.deepEqual(await inDocker('early'), ['first running', 'POD running'])
  await lab.clock.pass(7.5)
  assert.ok(!(await inDocker('early')).includes('first running'), 'housekeeping has come round')
  await gone('early')
  assert.deepEqual(lab.said('Killing', 'early'), [])
})

test('first the containers are taken away, then their sandbox, and then the object goes', async () => {
  lab.create('leaving', { main: { command: listening } })
  await lab.runs('leaving')
  remove('leaving')
  const seen: string[] = []
  while (lab.found('leaving')) {
    const now = (await inDocker('leaving')).join()
    if (seen.at(-1) !== now) seen.push(now)
    await lab.clock.pass(0.1)
  }
  assert.deepEqual(seen.slice(-3), ['main exited,POD exited', 'POD exited', ''])
})

test('what is left of a pod that was over, or was removed by force, is collected within a minute', async () => {
  lab.create('over', { restartPolicy: 'Never', main: { command: ['true'] } })
  lab.create('forced', { main: { command: stubborn } })
  await lab.runs('forced')
  await lab.until('it is over', () => lab.found('over')?.status.phase === 'Succeeded')
  remove('over')
  remove('forced', 0)
  assert.deepEqual([lab.found('over'), lab.found('forced')], [undefined, undefined])
  await lab.clock.pass(3)
  assert.deepEqual(await inDocker('over'), ['main exited', 'POD exited'])
  assert.deepEqual(await inDocker('forced'), ['main exited', 'POD exited'])
  assert.deepEqual(
    lab.said('Killing', 'forced').map(({ count }) => count),
    [2],
  )
  await lab.clock.pass(60)
  assert.deepEqual([await inDocker('over'), await inDocker('forced')], [[], []])
})

test('a pod without a sandbox goes at once, one whose sandboxes have all failed when garbage is collected', async () => {
  const volumes = [{ name: 'v', configMap: { name: 'none' } }]
  lab.create('unmounted', { volumes })
  lab.create('netless', { hostNetwork: false })
  await lab.until('both fail', () => {
    const [mount, sandbox] = [
      lab.said('FailedMount', 'unmounted'),
      lab.said('FailedCreatePodSandBox', 'netless'),
    ]
    return mount.length > 0 && sandbox.length > 0
  })
  remove('unmounted')
  remove('netless')
  await lab.clock.pass(20)
  assert.deepEqual([lab.found('unmounted') === undefined, lab.found('netless') === undefined], [true, false]) // prettier-ignore
  await gone('netless')
})

test('a container is probed for as long as it runs, its grace included', async () => {
  lab.create('probed', {
    terminationGracePeriodSeconds: 20,
    main: {
      command: stubborn,
      readinessProbe: { exec: { command: ['false'] }, periodSeconds: 3 },
    },
  })
  await lab.until('it fails', () => lab.said('Unhealthy', 'probed')[0]?.count === 2)
  remove('probed')
  await lab.clock.pass(19)
  assert.equal(lab.said('Unhealthy', 'probed')[0]?.count, 8)
  await gone('probed')
})
