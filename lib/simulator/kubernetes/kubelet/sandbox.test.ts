import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { NodeLab } from './testing/node-lab'

let lab: NodeLab
before(async () => (lab = await NodeLab.begin()))
after(() => lab[Symbol.asyncDispose]())

const listening = ['sh', '-c', "trap 'exit 0' TERM; while :; do sleep 1; done"]
const status = (pod: string) => lab.found(pod)?.status.containerStatuses?.[0]
const containers = async (pod: string): Promise<string[]> => {
  const { stdout } = await lab.type(
    `docker ps -a --format '{{.Names}} {{.State}}' -f name=_${pod}_`,
  )
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.replace(/_default_\S+(_\d+ )/, '$1'))
}
const told = (reason: string, pod: string): string[] =>
  lab.said(reason, pod).map(({ message = '' }) => message)

test('a sandbox that was stopped takes its containers along, which are restarted in a new one', async () => {
  lab.create('losing', { main: { command: listening } })
  await lab.runs('losing')
  await lab.type('docker stop $(docker ps -q -f name=k8s_POD_losing)')
  await lab.until('it was restarted', () => status('losing')?.restartCount === 1)
  await lab.runs('losing')
  assert.deepEqual(await containers('losing'), [
    'k8s_main_losing_1 running',
    'k8s_POD_losing_1 running',
    'k8s_main_losing_0 exited',
    'k8s_POD_losing_0 exited',
  ])
  assert.deepEqual(told('Killing', 'losing'), ['Stopping container main'])
  assert.deepEqual(told('SandboxChanged', 'losing'), [
    'Pod sandbox changed, it will be killed and re-created.',
  ])
  assert.equal(status('losing')?.lastState.terminated?.exitCode, 0)
})

test('a sandbox that was removed never was: the next one is the first again, and nothing is told of it', async () => {
  lab.create('bereft', { main: { command: listening } })
  await lab.runs('bereft')
  await lab.type('docker rm -f $(docker ps -q -f name=k8s_POD_bereft)')
  await lab.until('it was restarted', () => status('bereft')?.restartCount === 1)
  assert.deepEqual(await containers('bereft'), [
    'k8s_main_bereft_1 running',
    'k8s_POD_bereft_0 running',
    'k8s_main_bereft_0 exited',
  ])
  assert.deepEqual(told('Killing', 'bereft'), ['Stopping container main'])
  assert.deepEqual(told('SandboxChanged', 'bereft'), [])
})

test('a pod that is never restarted ends with its sandbox', async () => {
  lab.create('once', { restartPolicy: 'Never', main: { command: listening } })
  await lab.runs('once')
  await lab.type('docker stop $(docker ps -q -f name=k8s_POD_once)')
  await lab.until('it is over', () => lab.found('once')?.status.phase === 'Succeeded')
  assert.deepEqual(await containers('once'), ['k8s_main_once_0 exited', 'k8s_POD_once_0 exited'])
})

test('one whose sandbox was removed is begun anew all the same', async () => {
  lab.create('twice', { restartPolicy: 'Never', main: { command: listening } })
  await lab.runs('twice')
  await lab.type('docker rm -f $(docker ps -q -f name=k8s_POD_twice)')
  await lab.until('it was begun anew', () => status('twice')?.restartCount === 1)
  await lab.runs('twice')
})

test('of a container that ended again and again the engine keeps the last end, whose log is the previous one', async () => {
  lab.create('ending', { main: { command: ['sh', '-c', 'sleep 3; exit 1'] } })
  const ends = (count: number) => (): boolean => {
    const { restartCount, state } = status('ending') ?? {}
    return restartCount === count && state?.running === undefined
  }
  await lab.until('it ended', ends(0))
  await lab.until('it ended again', ends(1))
  assert.deepEqual(await containers('ending'), [
    'k8s_main_ending_1 exited',
    'k8s_POD_ending_0 running',
  ])
  await lab.until('it waits', () => status('ending')?.state.waiting !== undefined)
  const { namespace, name } = lab.found('ending')!.metadata
  const admin = await lab.client('admin')
  const log = `/api/v1/namespaces/${namespace}/pods/${name}/log?previous=true`
  assert.equal((await admin.ask('GET', log)).status, 200)
})

test('an engine that shuts down gives its containers ten seconds; until it is back the kubelet does nothing', async () => {
  const stubborn = ['sh', '-c', "trap '' TERM; while :; do sleep 1; done"]
  lab.create('heeding', { main: { command: listening } })
  lab.create('stubborn', { main: { command: stubborn } })
  await lab.runs('heeding')
  await lab.runs('stubborn')
  const { runtime } = lab.lab
  const began = lab.clock.now()
  let isDown = false
  void runtime.shutDown().then(() => (isDown = true))
  await lab.until('it is down', () => isDown)
  assert.equal(Math.round((lab.clock.now() - began) / 1000), 10)
  await lab.clock.pass(20)
  assert.deepEqual([lab.why('heeding'), lab.why('stubborn')], ['running', 'running'])

  runtime.powerOn()
  for (const pod of ['heeding', 'stubborn'])
    await lab.until(`${pod} was restarted`, () => status(pod)?.restartCount === 1)
  const ends = ['heeding', 'stubborn'].map((pod) => status(pod)?.lastState.terminated?.exitCode)
  assert.deepEqual(ends, [0, 137])
})

test('a container that was removed is made again as if it had never been', async () => {
  lab.create('anew', { main: { command: listening } })
  await lab.runs('anew')
  const before = status('anew')?.containerID
  await lab.type('docker rm -f $(docker ps -q -f name=k8s_main_anew)')
  await lab.until(
    'there is another',
    () => ![before, undefined].includes(status('anew')?.containerID),
  )
  await lab.runs('anew')
  assert.equal(status('anew')?.restartCount, 0)
  assert.deepEqual(await containers('anew'), ['k8s_main_anew_0 running', 'k8s_POD_anew_0 running'])
})

test('in a new sandbox a pod is initialised anew: the first container counts that, those after it are done until it ends', async () => {
  const takes = (name: string) => ({
    name,
    image: 'lab/busybox:1',
    command: ['sh', '-c', 'sleep 3'],
  })
  const initContainers = [takes('first'), takes('second')]
  lab.create('prepared', { initContainers, main: { command: listening } })
  await lab.runs('prepared')
  await lab.type('docker stop $(docker ps -q -f name=k8s_POD_prepared)')
  const init = () => lab.found('prepared')?.status.initContainerStatuses ?? []
  const shown = () => init().map(({ restartCount, ready }) => [restartCount, ready])
  await lab.until('it is initialised again', () => init()[0]?.state.running !== undefined)
  assert.deepEqual(shown(), [
    [1, false],
    [0, true],
  ])
  await lab.until('the second runs', () => init()[1]?.state.running !== undefined)
  assert.deepEqual(shown(), [
    [1, true],
    [0, false],
  ])
  await lab.until('it runs again', () => status('prepared')?.state.running !== undefined)
  assert.equal(status('prepared')?.restartCount, 1)
})
