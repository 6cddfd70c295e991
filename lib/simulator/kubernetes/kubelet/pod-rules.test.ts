import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { WatchHands } from '../contracts/watch-hands'
import { type Event, type PodContainer, type Volume } from '../objects'
import { secrets } from '../resources/core'
import { events } from '../resources/events'

let hands: WatchHands

beforeEach(async () => {
  hands = await WatchHands.begin()
  await hands.joined()
})
afterEach(() => hands[Symbol.asyncDispose]())

test('a liveness probe restarts its container at the third failure in a row', async () => {
  run({ livenessProbe: { exec: { command: ['test', '-e', '/tmp/alive'] }, periodSeconds: 5 } })
  await hands.until('it runs', () => status()?.started === true)
  await hands.lab.runtime.exec(hands.containerId('own'), ['touch', '/tmp/alive'])
  await hands.clock.pass(60)
  assert.equal(status()?.restartCount, 0)

  await hands.lab.runtime.exec(hands.containerId('own'), ['rm', '/tmp/alive'])
  await hands.until('it was restarted', () => status()?.restartCount === 1)
  assert.deepEqual(
    said('Unhealthy').map(({ message, count }) => [message.trimEnd(), count]),
    [['Liveness probe failed:', 3]],
  )
  assert.deepEqual(
    said('Killing').map(({ message }) => message),
    ['Container main failed liveness probe, will be restarted'],
  )
})

test('nothing else is probed, and the pod is not started, before its startup probe has succeeded', async () => {
  run({
    startupProbe: {
      exec: { command: ['test', '-e', '/tmp/up'] },
      periodSeconds: 2,
      failureThreshold: 30,
    },
    readinessProbe: { exec: { command: ['true'] }, periodSeconds: 2 },
  })
  await hands.until('it runs', () => status()?.state.running !== undefined)
  await hands.clock.pass(20)
  assert.deepEqual([status()?.started, status()?.ready], [false, false])

  await hands.lab.runtime.exec(hands.containerId('own'), ['touch', '/tmp/up'])
  await hands.podIsReady('own')
  assert.equal(status()?.started, true)
})

test('a pod with nothing but a startup probe is ready, or its container restarted, when its turn comes', async () => {
  const probe = { exec: { command: ['test', '-e', '/tmp/up'] }, periodSeconds: 2 }
  run({ startupProbe: { ...probe, failureThreshold: 5 } })
  await hands.until('it has failed', () => said('Unhealthy')[0]?.count === 5)
  await hands.clock.pass(40)
  assert.deepEqual([said('Killing').length, status()?.restartCount], [0, 0])
  await hands.until('it was restarted', () => status()?.restartCount === 1)

  await hands.until('it runs', () => status()?.state.running !== undefined)
  await hands.lab.runtime.exec(hands.containerId('own'), ['touch', '/tmp/up'])
  await hands.until('it is started', () => status()?.started === true)
  assert.equal(status()?.ready, false)
  await hands.clock.pass(40)
  assert.equal(status()?.ready, false)
  await hands.podIsReady('own')
})

test('a port where nothing listens refuses HTTP and TCP probes', async () => {
  run({
    readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 3 },
    livenessProbe: { tcpSocket: { port: 'api' }, periodSeconds: 3, failureThreshold: 100 },
    ports: [{ name: 'api', containerPort: 51000 }],
  })
  await hands.until('both have failed', () => said('Unhealthy').length === 2)
  assert.deepEqual(
    said('Unhealthy')
      .map(({ message }) => message)
      .sort(),
    [
      'Liveness probe failed: dial tcp [fd25::101]:51000: connect: connection refused',
      'Readiness probe failed: Get "http://[fd25::101]:8080/healthz": dial tcp [fd25::101]:8080: connect: connection refused',
    ],
  )
})

test('a secret that is missing holds a pod back until it is there', async () => {
  run({}, [{ name: 'keys', secret: { secretName: 'keys' } }])
  await hands.until('it was missed', () => said('FailedMount').length > 0)
  assert.match(said('FailedMount')[0]!.message, /for volume "keys" : secret "keys" not found$/)

  hands.api.create(secrets, {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: { name: 'keys', namespace: 'default' },
  })
  await hands.podIsReady('own')
})

test('after two minutes the kubelet says which volumes it waits for, and goes on', async () => {
  const began = hands.clock.now()
  run({}, [{ name: 'h', hostPath: { path: '/no/such/file', type: 'File' } }])
  await hands.until('it gave up', () => said('FailedMount').length === 2)
  assert.equal(Math.floor((hands.clock.now() - began) / 1000), 123)
  const [attempts, gaveUp] = said('FailedMount')
  assert.match(attempts!.message, /: hostPath type check failed: \/no\/such\/file is not a file$/)
  assert.match(
    gaveUp!.message,
    /^Unable to attach or mount volumes: unmounted volumes=\[h\], unattached volumes=\[h default-token-\w+\]: timed out/,
  )
  const before = attempts!.count!
  await hands.until('it tries again', () => said('FailedMount')[0]!.count! > before)
})

test('a pod of which a container could not start goes no sooner than with the housekeeping', async () => {
  run({ command: ['/no/such/program'] })
  await hands.until('it could not start', () => status()?.lastState.terminated?.exitCode === 127)
  const from = hands.clock.now()
  hands.deleteSet('own')
  await hands.podIsGone('own')
  assert.ok(hands.clock.now() - from > 30_000, `gone after ${hands.clock.now() - from} ms`)
})

function run(container: Partial<PodContainer>, volumes: Volume[] = []): void {
  hands.createSet('own', {
    selector: { matchLabels: { app: 'own' } },
    template: {
      metadata: { labels: { app: 'own' } },
      spec: {
        nodeSelector: { 'kubernetes.io/hostname': 'vlab-01' },
        hostNetwork: true,
        volumes,
        containers: [
          { name: 'main', image: 'lab/busybox:1', command: ['sleep', '9999'], ...container },
        ],
      },
    },
  })
}

const status = () => hands.pod('own')?.status.containerStatuses?.[0]

const said = (reason: string): Event[] =>
  hands.api
    .list(events, 'default')
    .filter((event) => event.reason === reason && event.involvedObject.name.startsWith('own-'))
