import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../../dut/test-dut'
import { machineWithDocker } from '../testing/machine-with-docker'

const image = 'k8s.gcr.io/pause:3.5'

test('docker run in the foreground stays as long as its container, and ends as that', async () => {
  const { sh, engine } = machineWithDocker()
  const running = sh(`docker run --name one ${image}`)
  await eventually(() => engine.find('one')?.status === 'running')
  await sh('docker kill one')
  assert.equal((await running).exitCode, 137)
  const refused = await sh(`docker run --rm -it ${image}`)
  assert.deepEqual([refused.exitCode, refused.stderr], [1, 'the input device is not a TTY\n'])
  const ended = await sh(
    `docker run --rm --name two --entrypoint sh ${image} -c 'echo out; exit 3'`,
  )
  assert.deepEqual([ended.stdout, ended.exitCode, engine.find('two')], ['out\n', 3, undefined])
})

test('a container that ends by itself is started again as its policy says, one that was stopped is not', async () => {
  const { sh, engine } = machineWithDocker()
  await sh(`docker run -d --name ever --restart always ${image}`)
  engine.ended(engine.container('ever'), 1)
  await eventually(() => engine.container('ever').restartCount === 1)
  assert.equal(engine.container('ever').status, 'running')
  await sh('docker kill ever')
  await sh(`docker run -d --name thrice --restart on-failure:2 ${image}`)
  for (const count of [1, 2]) {
    engine.ended(engine.container('thrice'), 1)
    await eventually(() => engine.container('thrice').restartCount === count)
  }
  engine.ended(engine.container('thrice'), 1)
  await sh('docker events --until 0s >/dev/null')
  assert.deepEqual(
    ['ever', 'thrice'].map((name) => engine.container(name).status),
    ['exited', 'exited'],
  )
})

test('docker kill -s sends a signal that the container heeds, or does not hear', async () => {
  const { sh, engine } = machineWithDocker()
  await sh(`docker run -d --name one --restart always ${image}`)
  assert.equal((await sh('docker kill -s HUP one')).stdout, 'one\n')
  assert.equal(engine.container('one').status, 'running')
  await sh('docker kill -s TERM one')
  assert.equal((await sh('docker wait one')).stdout, '0\n')
  assert.equal(engine.container('one').status, 'exited')
  assert.match((await sh('docker unpause one')).stderr, /^Error.*: Container \w+ is not paused\n$/)
  const refused = await sh('docker kill -s NOSUCH one')
  assert.match(refused.stderr, /Invalid signal: NOSUCH\n$/)
})

test('a shell in a container traps what docker kill -s sends, and without a trap does not hear it', async () => {
  const { sh, engine } = machineWithDocker()
  const script = "trap 'echo again' USR1; trap 'exit 5' INT; while :; do sleep 0.1; done"
  await sh(`docker run -d --name one --entrypoint sh ${image} -c "${script}"`)
  await sh('docker kill -s USR2 one; docker kill -s USR1 one')
  await eventually(() => engine.container('one').log.text === 'again\n')
  await sh('docker kill -s INT one')
  assert.equal((await sh('docker wait one')).stdout, '5\n')
})

test('an image is carried from one machine to another by save and load', async () => {
  const [one, other] = [machineWithDocker(), machineWithDocker()]
  const { stdout } = await one.sh(`docker tag ${image} mine:1; docker save mine:1`)
  const { exitCode, stdout: told } = await other.machine.exec('docker load', {
    stdin: Buffer.from(stdout, 'latin1'),
  })
  assert.deepEqual([exitCode, told], [0, 'Loaded image: mine:1\n'])
  assert.equal((await other.sh("docker images mine --format '{{.Tag}}'")).stdout, '1\n')
})
