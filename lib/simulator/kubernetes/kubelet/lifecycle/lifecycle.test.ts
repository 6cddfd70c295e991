import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { pods } from '../../resources/pods'
import { NodeLab } from '../testing/node-lab'

let lab: NodeLab
before(async () => (lab = await NodeLab.begin()))
after(() => lab[Symbol.asyncDispose]())

const script = (text: string): { command: string[] } => ({ command: ['sh', '-c', text] })
const listening = "trap 'exit 0' TERM; while :; do sleep 1; done"
const status = (pod: string) => lab.found(pod)?.status.containerStatuses?.[0]
const told = (reason: string, pod: string): string[] =>
  lab.said(reason, pod).map(({ message = '' }) => message)
const named = (pod: string): string => `${pod}_default(${lab.found(pod)?.metadata.uid})`

async function removed(pod: string): Promise<number> {
  const from = lab.clock.now()
  lab.api.delete(pods, { namespace: 'default', name: pod })
  await lab.until('its container has ended', () => status(pod)?.state.terminated !== undefined)
  return (lab.clock.now() - from) / 1000
}

test('a postStart hook runs in its container, which is not shown as running before it has ended', async () => {
  lab.create('hooked', {
    main: { lifecycle: { postStart: { exec: script('sleep 5; echo hi > /tmp/hook') } } },
  })
  await lab.until('it is started', () => lab.said('Started', 'hooked').length > 0)
  await lab.clock.pass(4)
  assert.equal(lab.why('hooked'), 'ContainerCreating')
  await lab.clock.pass(2)
  assert.equal(lab.why('hooked'), 'running')
  assert.equal(await lab.inside('hooked', 'cat /tmp/hook'), 'hi\n')
})

test('a postStart hook that fails ends its container, again and again', async () => {
  lab.create('badly', {
    terminationGracePeriodSeconds: 5,
    main: { lifecycle: { postStart: { exec: script('echo out; echo why >&2; exit 3') } } },
  })
  const error = `command 'sh -c echo out; echo why >&2; exit 3' exited with 3: why\n`
  await lab.until('it waits', () => lab.why('badly')?.startsWith('PostStart') === true)
  const message = `Exec lifecycle hook ([sh -c echo out; echo why >&2; exit 3]) for Container "main" in Pod "${named('badly')}" failed - error: ${error}, message: "out\\nwhy\\n"`
  assert.deepEqual(status('badly')?.state.waiting, {
    reason: `PostStartHookError: ${error}`,
    message,
  })
  assert.deepEqual(told('FailedPostStartHook', 'badly'), [message])
  assert.deepEqual(told('Killing', 'badly'), ['FailedPostStartHook'])
  assert.deepEqual(told('Failed', 'badly'), [])
  await lab.until('it was restarted', () => status('badly')?.restartCount === 1)
})

test('a hook that asks a port where nothing listens fails', async () => {
  lab.create('asking', {
    main: { lifecycle: { postStart: { httpGet: { path: '/up', port: 8080 } } } },
  })
  await lab.until('it failed', () => lab.said('FailedPostStartHook', 'asking').length > 0)
  assert.equal(
    told('FailedPostStartHook', 'asking')[0],
    `Http lifecycle hook (/up) for Container "main" in Pod "${named('asking')}" failed - error: Get "http://[fd25::101]:8080//up": dial tcp [fd25::101]:8080: connect: connection refused, message: ""`,
  )
})

test('a preStop hook runs before SIGTERM, within the grace', async () => {
  await lab.type('mkdir -p /srv/notes')
  const volumes = [{ name: 'notes', hostPath: { path: '/srv/notes' } }]
  const volumeMounts = [{ name: 'notes', mountPath: '/notes' }]
  const stops = (after: string) => ({
    preStop: { exec: script(`echo bye > /notes/said; ${after}`) },
  })
  lab.create('polite', {
    volumes,
    main: { ...script(listening), volumeMounts, lifecycle: stops('sleep 4') },
  })
  await lab.runs('polite')
  const taken = await removed('polite')
  assert.ok(taken > 4 && taken < 8, `${taken} s`)
  assert.equal((await lab.type('cat /srv/notes/said')).stdout, 'bye\n')
  assert.equal(status('polite')?.state.terminated?.exitCode, 0)

  lab.create('slow', {
    terminationGracePeriodSeconds: 6,
    volumes,
    main: { volumeMounts, lifecycle: stops('sleep 60') },
  })
  await lab.runs('slow')
  const late = await removed('slow')
  assert.ok(late > 8 && late < 11, `${late} s: the grace, and two more`)
  assert.equal(status('slow')?.state.terminated?.exitCode, 137)
})

test('a preStop hook that outlasts the grace is killed with its container', async () => {
  lab.create('lasting', {
    terminationGracePeriodSeconds: 4,
    main: { lifecycle: { preStop: { exec: { command: ['sleep', '100'] } } } },
  })
  await lab.runs('lasting')
  await removed('lasting')
  await lab.until('it is told', () => told('FailedPreStopHook', 'lasting').length > 0)
  assert.match(
    told('FailedPreStopHook', 'lasting')[0]!,
    /'sleep 100' exited with 137: , message: ""$/,
  )
})

test('a preStop hook that fails is told, and the container ends all the same', async () => {
  lab.create('failing', {
    main: { ...script(listening), lifecycle: { preStop: { exec: { command: ['false'] } } } },
  })
  await lab.runs('failing')
  const name = named('failing')
  assert.ok((await removed('failing')) < 5)
  assert.deepEqual(told('FailedPreStopHook', 'failing'), [
    `Exec lifecycle hook ([false]) for Container "main" in Pod "${name}" failed - error: command 'false' exited with 1: , message: ""`,
  ])
})

test('what a container writes to its termination log is its end’s message, or the end of its output if it wants that', async () => {
  const once = { restartPolicy: 'Never' }
  lab.create('writing', {
    ...once,
    main: script('echo noise; echo because > /dev/termination-log; exit 2'),
  })
  lab.create('elsewhere', {
    ...once,
    main: { ...script('echo there > /tmp/last; exit 2'), terminationMessagePath: '/tmp/last' },
  })
  const falling = { terminationMessagePolicy: 'FallbackToLogsOnError' }
  lab.create('falling', {
    ...once,
    main: { ...script('echo one; echo two >&2; exit 2'), ...falling },
  })
  lab.create('content', { ...once, main: { ...script('echo one'), ...falling } })
  lab.create('silent', { ...once, main: script('echo one; exit 2') })
  const messages: (string | undefined)[] = []
  for (const pod of ['writing', 'elsewhere', 'falling', 'content', 'silent']) {
    await lab.until('it has ended', () => status(pod)?.state.terminated !== undefined)
    messages.push(status(pod)?.state.terminated?.message)
  }
  assert.deepEqual(messages, ['because\n', 'there\n', 'one\ntwo\n', undefined, undefined])
})

test('a liveness probe sees what the container’s own script does', async () => {
  lab.create('healthy', {
    main: {
      ...script('touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'),
      livenessProbe: {
        exec: { command: ['cat', '/tmp/healthy'] },
        initialDelaySeconds: 5,
        periodSeconds: 5,
      },
    },
  })
  await lab.until('it is restarted', () => status('healthy')?.restartCount === 1)
  assert.equal(
    told('Unhealthy', 'healthy')[0],
    `Liveness probe failed: cat: /tmp/healthy: No such file or directory\n`,
  )
})
