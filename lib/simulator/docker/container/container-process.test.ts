import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { VirtualClock } from '../../kubernetes/testing/virtual-clock'
import { Machine } from '../../machine/machine'
import { SeededRandom } from '../../chance/seeded-random'
import { DockerEngine } from '../engine'
import type { Container } from './container'

let clock: VirtualClock
let docker: DockerEngine

beforeEach(() => {
  clock = new VirtualClock()
  const random = new SeededRandom(1)
  const machine = new Machine({ hostname: 'vlab-01', users: [], clock, random })
  docker = new DockerEngine({
    clock,
    random,
    version: '20.10.24',
    apiVersion: '1.41',
    cgroupDriver: 'cgroupfs',
    images: [
      { tags: ['box:1'], sizeBytes: 1, command: ['sh'] },
      { tags: ['bare:1'], sizeBytes: 1, entrypoint: ['/pause'], isBare: true },
    ],
    host: { machine, publish: () => () => undefined, listensAt: () => undefined },
  })
})
afterEach(() => clock.stop())

const runs = (...command: string[]): Container =>
  docker.run({ name: 'c', image: docker.images.find('box:1')!, imageName: 'box:1', command })
const sh = (script: string): Container => runs('sh', '-c', script)

const stopped = async (container: Container): Promise<number> => {
  const from = clock.now()
  let isOver = false
  void docker.stop(container).then(() => (isOver = true))
  await clock.until('it has ended', () => isOver)
  return Math.round((clock.now() - from) / 1000)
}

test('a script is run, in the time of the testbed, and its end is the container’s', async () => {
  const container = sh('echo started; for i in 1 2; do sleep 1; done; echo failing >&2; exit 3')
  await clock.pass(1.5)
  assert.deepEqual([container.log.text, container.status], ['started\n', 'running'])
  await clock.pass(1)
  assert.deepEqual(
    container.log.lines.map(({ text, stream }) => [text, stream]),
    [
      ['started\n', 'stdout'],
      ['failing\n', 'stderr'],
    ],
  )
  assert.deepEqual([container.status, container.exitCode], ['exited', 3])
})

test('nobody has logged in: its environment is the container’s, and where root is at home', async () => {
  const container = runs('env')
  await clock.pass(1)
  const names = container.log.text
    .trim()
    .split('\n')
    .map((line) => line.split('=')[0])
  assert.deepEqual(names.sort(), ['HOME', 'HOSTNAME', 'PATH'])
})

test('what it writes are the container’s files, which stay over a restart', async () => {
  const container = sh('echo $(cat /tmp/n 2>/dev/null)x > /tmp/n; cat /tmp/n; sleep 1')
  await clock.pass(2)
  docker.start(container)
  await clock.pass(2)
  assert.equal(container.log.text, 'x\nxx\n')
})

test('programs run as well as scripts; one that the twin does not have runs for ever', async () => {
  const slept = runs('sleep', '2.5')
  await clock.pass(3)
  assert.deepEqual([slept.status, slept.exitCode], ['exited', 0])
  for (const command of [['supervisord'], ['sh', '-c', 'echo up; supervisord -n; echo down']]) {
    docker.remove(docker.container('c'))
    const container = runs(...command)
    await clock.pass(100)
    assert.equal(container.status, 'running')
    docker.kill(container)
  }
})

test('process 1 heeds SIGTERM when it has a trap for it, and else is killed after the grace', async () => {
  const trapping = sh("trap 'echo bye; exit 4' TERM; while :; do sleep 1; done")
  await clock.pass(0.5)
  assert.equal(await stopped(trapping), 1)
  assert.deepEqual([trapping.exitCode, trapping.log.text], [4, 'bye\n'])
  docker.remove(trapping)
  const deaf = sh('sleep 100 & while :; do sleep 1; done')
  await clock.pass(0.5)
  assert.equal(await stopped(deaf), 10)
  assert.equal(deaf.exitCode, 137)
})

test('a program that is not there, or may not be run, is refused', () => {
  const refusal = (...command: string[]): string => {
    if (docker.find('c')) docker.remove(docker.container('c'), true)
    try {
      runs(...command)
      return ''
    } catch (error) {
      return `${docker.container('c').exitCode} ${(error as Error).message.split('process: ')[1]}`
    }
  }
  assert.equal(
    refusal('/no/such/binary'),
    '127 exec: "/no/such/binary": stat /no/such/binary: no such file or directory: unknown',
  )
  assert.equal(refusal('/etc/passwd'), '126 exec: "/etc/passwd": permission denied: unknown')
  for (const program of ['/pause', '/usr/local/bin/supervisord', '/bin/server'])
    assert.equal(refusal(program), '')
})

test('an image of which nothing is known but its entry point has no shell', () => {
  const image = docker.images.find('bare:1')!
  const spec = { name: 'c', image, imageName: 'bare:1', entrypoint: ['sh', '-c', 'true'] }
  assert.throws(() => docker.run(spec), /exec: "sh": executable file not found in \$PATH: unknown$/)
})
