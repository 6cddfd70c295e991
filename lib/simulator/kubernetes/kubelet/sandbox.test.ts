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

test('in a new sandbox a pod is initialised anew, as if it never had been', async () => {
  const first = { name: 'first', image: 'lab/busybox:1', command: ['sh', '-c', 'sleep 3'] }
  lab.create('prepared', { initContainers: [first], main: { command: listening } })
  await lab.runs('prepared')
  await lab.type('docker stop $(docker ps -q -f name=k8s_POD_prepared)')
  const init = () => lab.found('prepared')?.status.initContainerStatuses?.[0]
  await lab.until('it is initialised again', () => init()?.state.running !== undefined)
  assert.deepEqual([init()?.restartCount, init()?.ready], [0, false])
  await lab.until('it runs again', () => status('prepared')?.state.running !== undefined)
  assert.equal(status('prepared')?.restartCount, 1)
})
