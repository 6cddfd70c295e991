import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Pod } from '../objects'
import { pods } from '../resources/pods'
import { NodeLab } from './testing/node-lab'

let lab: NodeLab
before(async () => (lab = await NodeLab.begin()))
after(() => lab[Symbol.asyncDispose]())

const script = (text: string): { command: string[] } => ({ command: ['sh', '-c', text] })
const status = (pod: string) => lab.found(pod)?.status.containerStatuses?.[0]
const told = (reason: string, pod: string): (string | number | undefined)[] =>
  lab.said(reason, pod).flatMap(({ message, count }) => [message, count])
const change = (name: string, how: (pod: Pod) => void): Pod =>
  lab.api.modify(pods, { namespace: 'default', name }, how)

test('a container whose image is changed is restarted at once, whatever the restart policy', async () => {
  lab.create('changed', { restartPolicy: 'Never', terminationGracePeriodSeconds: 1 })
  await lab.runs('changed')
  change('changed', ({ spec }) => (spec.containers[0]!.image = 'k8s.gcr.io/pause:3.5'))
  await lab.until('it is another', () => status('changed')?.restartCount === 1)
  assert.deepEqual(told('Killing', 'changed'), [
    'Container main definition changed, will be restarted',
    1,
  ])
  assert.equal(lab.found('changed')?.status.phase, 'Running')
})

test('what a kubelet had started before is told by its label, after a restart of the kubelet too', async () => {
  lab.create('kept')
  await lab.runs('kept')
  const id = status('kept')?.containerID
  await lab.lab.kubelet.stop()
  await lab.lab.kubelet.start()
  await lab.clock.pass(30)
  assert.equal(status('kept')?.containerID, id)
})

test('a pod that is active for longer than it may be fails, with its status as it was', async () => {
  lab.create('late', { activeDeadlineSeconds: 20, terminationGracePeriodSeconds: 3 })
  await lab.runs('late')
  await lab.clock.pass(17)
  assert.equal(lab.found('late')?.status.phase, 'Running')
  change('late', ({ spec }) => (spec.activeDeadlineSeconds = 19))
  await lab.until('it has failed', () => lab.found('late')?.status.phase === 'Failed')
  await lab.clock.pass(10)
  const { reason, message, conditions, podIP } = lab.found('late')!.status
  assert.equal(reason, 'DeadlineExceeded')
  assert.equal(message, 'Pod was active on the node longer than the specified deadline')
  assert.deepEqual([conditions, podIP], [undefined, undefined])
  assert.deepEqual(
    [status('late')?.ready, Object.keys(status('late')!.state)],
    [false, ['running']],
  )
  assert.deepEqual(told('DeadlineExceeded', 'late'), [message, 1])
  assert.deepEqual(told('Killing', 'late'), ['Stopping container main', 1])
  assert.equal((await lab.type('docker ps -q -f name=_late_')).stdout, '')
})

test('a command of a probe has its seconds; what it does not do in them counts as failed', async () => {
  lab.create('slow', {
    main: {
      readinessProbe: { exec: script('sleep 1.5; echo done'), periodSeconds: 2, timeoutSeconds: 2 },
      livenessProbe: { exec: script('echo no; sleep 1.5; touch /tmp/on'), periodSeconds: 5 },
    },
  })
  await lab.until('it was restarted', () => status('slow')?.restartCount === 1)
  assert.deepEqual(told('Unhealthy', 'slow'), ['Liveness probe failed: ', 3])
  assert.equal(status('slow')?.ready, false)
  await lab.until('it is ready', () => status('slow')?.ready === true)
  await lab.until('the command went on', () => lab.said('Unhealthy', 'slow')[0]?.count === 4)
  await lab.clock.pass(2)
  assert.equal(await lab.inside('slow', 'ls /tmp/on'), '/tmp/on\n')
})

test('what fails its liveness probe waits by how the one before it ended, not by its own end', async () => {
  lab.create('sick', { main: { livenessProbe: { exec: script('false'), periodSeconds: 5 } } })
  await lab.until('it was restarted twice', () => status('sick')?.restartCount === 2)
  assert.deepEqual(told('BackOff', 'sick'), [])
})

test('where no other container stays and none is restarted, it is the pod that a failed probe ends', async () => {
  const main = { livenessProbe: { exec: { command: ['false'] }, periodSeconds: 2 } }
  lab.create('last', { restartPolicy: 'Never', main })
  await lab.until('it is ended', () => lab.said('Killing', 'last').length > 0)
  assert.equal(lab.said('Killing', 'last')[0]?.message, 'Stopping container main')
})

test('what cannot be started and is not to be started again has ended', async () => {
  lab.create('vain', { restartPolicy: 'Never', main: { command: ['/no/such'] } })
  await lab.until('it has failed', () => lab.found('vain')?.status.phase === 'Failed')
  assert.equal(lab.why('vain'), 'ContainerCannotRun')
})

test('a path of a volume that is made of what is not there holds its container back', async () => {
  const mount = { name: 'v', mountPath: '/v', subPathExpr: '$(NOPE)/$(NADA)' }
  lab.create('pathless', {
    volumes: [{ name: 'v', emptyDir: {} }],
    main: { volumeMounts: [mount] },
  })
  await lab.until('it is told', () => status('pathless')?.state.waiting?.message !== undefined)
  assert.deepEqual(status('pathless')?.state.waiting, {
    reason: 'CreateContainerConfigError',
    message: 'missing value for NADA, NOPE',
  })
})

test('what is no name of an image is not asked for', async () => {
  lab.create('unnamed', { main: { image: 'lab/busybox:1:2' } })
  await lab.until('it is told', () => lab.said('InspectFailed', 'unnamed').length > 0)
  assert.equal(
    lab.said('InspectFailed', 'unnamed')[0]?.message,
    'Failed to apply default image tag "lab/busybox:1:2": couldn\'t parse image reference "lab/busybox:1:2": invalid reference format',
  )
})

test('a pod that has ended well says so of its conditions', async () => {
  lab.create('done', { restartPolicy: 'Never', main: script('exit 0') })
  await lab.until('it is over', () => lab.found('done')?.status.phase === 'Succeeded')
  const said = lab
    .found('done')
    ?.status.conditions?.map((one) => [one.type, one.status, one.reason])
  assert.deepEqual(said, [
    ['Initialized', 'True', 'PodCompleted'],
    ['Ready', 'False', 'PodCompleted'],
    ['ContainersReady', 'False', 'PodCompleted'],
    ['PodScheduled', 'True', undefined],
  ])
})

test('a pod with a readiness gate waits for what somebody else says of it, and keeps that', async () => {
  const type = 'example.com/open'
  lab.create('gated', { readinessGates: [{ conditionType: type }] })
  await lab.runs('gated')
  const ready = () => lab.found('gated')?.status.conditions?.find((one) => one.type === 'Ready')
  const why = 'corresponding condition of pod readiness gate "example.com/open" does not exist.'
  assert.deepEqual([ready()?.reason, ready()?.message], ['ReadinessGatesNotReady', why])
  lab.api.modifyStatus(pods, { namespace: 'default', name: 'gated' }, ({ status: draft }) => {
    draft.conditions = [{ type, status: 'True', lastProbeTime: null }, ...(draft.conditions ?? [])]
  })
  await lab.until('it is ready', () => ready()?.status === 'True')
  assert.equal(lab.found('gated')?.status.conditions?.[0]?.type, type)
})

test('a container that is not to run as root is not started as root', async () => {
  lab.create('rootless', { securityContext: { runAsNonRoot: true } })
  lab.create('rooted', { main: { securityContext: { runAsNonRoot: true, runAsUser: 0 } } })
  const waits = (pod: string) => status(pod)?.state.waiting
  for (const pod of ['rootless', 'rooted'])
    await lab.until('it is held back', () => waits(pod)?.reason === 'CreateContainerConfigError')
  const place = (pod: string): string =>
    `(pod: "${pod}_default(${lab.found(pod)?.metadata.uid})", container: main)`
  const why = `container has runAsNonRoot and image will run as root ${place('rootless')}`
  assert.equal(waits('rootless')?.message, why)
  assert.equal(told('Failed', 'rootless')[0], `Error: ${why}`)
  const other = `container's runAsUser breaks non-root policy ${place('rooted')}`
  assert.equal(waits('rooted')?.message, other)
})

test('a shell with nobody to type ends at once; with an open standard input it waits', async () => {
  lab.create('mute', { main: { command: ['sh'] } })
  lab.create('open', { main: { command: ['sh'], stdin: true } })
  await lab.runs('open')
  await lab.until('it is restarted again', () => lab.why('mute') === 'CrashLoopBackOff')
  assert.equal(status('mute')?.lastState.terminated?.reason, 'Completed')
  assert.equal(lab.why('open'), 'running')
})
