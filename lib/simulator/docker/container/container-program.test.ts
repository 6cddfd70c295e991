import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { SimulatedClock } from '../../time/clock'
import { dial } from '../../network/dial'
import { Machine } from '../../machine/machine'
import { UnixSocket } from '../../machine/unix-sockets'
import { loopbackOf, SimulatedNetwork } from '../../network/simulated-network'
import { SeededRandom } from '../../chance/seeded-random'
import type { ContainerSpec } from './container'
import type { ContainerProgram, ContainerSelf, RunningProgram } from './container-program'
import { execIn } from './container-exec'
import { DockerEngine } from '../engine'

const clock = new SimulatedClock(0)
const random = new SeededRandom(1)
const network = new SimulatedNetwork()
const machine = new Machine({ hostname: 'vlab-01', users: [], clock, random })
const docker = new DockerEngine({
  clock,
  random,
  version: '20.10.24',
  apiVersion: '1.41',
  cgroupDriver: 'cgroupfs',
  images: [],
  host: {
    machine,
    publish: (port, at) => network.serve(loopbackOf('vlab-01'), port, at),
    listensAt: (port) => network.locate(loopbackOf('vlab-01'), port),
  },
})
after(() => clock.stop())

function run(
  start: (self: ContainerSelf) => RunningProgram | void,
  spec: Partial<ContainerSpec> = {},
): ReturnType<DockerEngine['run']> {
  const name = `c${docker.containers().length}`
  const program: ContainerProgram = { start }
  const image = docker.images.add(
    { tags: [`${name}:1`], sizeBytes: 1, command: ['/entry'], env: ['A=1', 'B=2'], program },
    0,
  )
  return docker.run({ name, image, imageName: `${name}:1`, ...spec })
}

test('a program finds its environment and writes the log; SIGTERM ends it with the code that it chooses', async () => {
  let gone = false
  const container = run(
    (self) => {
      self.log(`${self.env['A']} ${self.env['B']}\n`)
      self.signal.addEventListener('abort', () => (gone = true))
      return { terminate: () => 3 }
    },
    { env: ['B=3'] },
  )
  assert.deepEqual([container.log.text, gone], ['1 3\n', false])
  await docker.stop(container)
  assert.deepEqual([container.status, container.exitCode, gone], ['exited', 3, true])
})

test('a program that does not end by SIGTERM is killed after the grace', async () => {
  const container = run(() => ({ terminate: () => new Promise<number>(() => undefined) }))
  await docker.stop(container, 1)
  assert.deepEqual([container.status, container.exitCode], ['exited', 137])
})

test('a program that ends by itself ends its container, and is started anew with it', () => {
  let starts = 0
  const container = run((self) => {
    if (++starts === 1) self.exit(5)
  })
  assert.deepEqual([container.status, container.exitCode], ['exited', 5])
  docker.start(container)
  assert.deepEqual([container.status, starts], ['running', 2])
})

test('a program reaches the sockets and files of the machine that are mounted, and no others', async () => {
  const greeting = new UnixSocket<{ hello: string }>('/run/greeting/sock')
  machine.sockets.listen(greeting, { hello: 'there' })
  machine.fs.writeText('/etc/sonic/a', 'host\n')
  const answers: unknown[] = []
  const look = (self: ContainerSelf): void => void answers.push(self.connect(greeting)?.hello)
  run(look)
  const container = run(look, {
    mounts: [
      { source: '/run/greeting', target: '/run/greeting' },
      { source: '/etc/sonic', target: '/sonic' },
    ],
  })
  assert.deepEqual(answers, [undefined, 'there'])
  await execIn(container, clock, ['sh', '-c', 'cat /sonic/a; echo inside > /sonic/b; echo x > /x'])
  assert.equal(machine.fs.readText('/etc/sonic/b'), 'inside\n')
  assert.equal(machine.fs.exists('/x'), false)
})

test('nsenter reaches the machine with hostPID and privilege only', async () => {
  const command = ['nsenter', '--target', '1', '--mount', '--', 'tee', '/tmp/from']
  const reach = async (spec: Partial<ContainerSpec>): Promise<string> => {
    machine.fs.remove('/tmp/from')
    let self: ContainerSelf | undefined
    run((own) => void (self = own), spec)
    const { stderr, exitCode } = (await self?.run(command, 'text')) ?? assert.fail()
    return `${exitCode} ${machine.fs.exists('/tmp/from')} ${stderr}`.trim()
  }
  assert.equal(await reach({ hostPid: true, privileged: true }), '0 true')
  assert.equal(await reach({ privileged: true }), '0 false')
  assert.match(await reach({ hostPid: true }), /^1 false nsenter: cannot open \/proc\/1\/ns\/ipc/)
})

test('a port that a program listens on is the machine’s while it lives, on the host’s network only', async () => {
  const at = { host: '127.0.0.1', port: 1 }
  const outcome = (): string => dial(network, machine, 'localhost', 50051).outcome
  run((self) => void self.listen(50051, at))
  assert.equal(outcome(), 'refused')
  const container = run((self) => void self.listen(50051, at), { networkMode: 'host' })
  assert.equal(outcome(), 'served')
  docker.kill(container)
  assert.equal(outcome(), 'refused')
})
