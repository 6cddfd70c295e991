import assert from 'node:assert/strict'
import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { Attach, Exec, KubeConfig, type V1Status } from '@kubernetes/client-node'
import type WebSocket from 'ws'
import { type ControlFrame, controlTypes, dataFrame } from '../../../spdy/frames'
import { receivedOn } from '../../../spdy/testing/spdy-client'
import { eventually } from '../../testing/eventually'
import { StreamsLab } from '../../testing/streams-lab'
import { askForWebSocket, dialSpdy } from './testing/dialling'

let lab: StreamsLab
let exec: Exec
let config: KubeConfig

before(async () => {
  lab = await StreamsLab.start()
  await lab.runPod('one', 'main')
  config = new KubeConfig()
  config.loadFromString(lab.kubeconfig)
  exec = new Exec(config)
})
after(() => lab[Symbol.asyncDispose]())

interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly status: V1Status
}

/** As client-node runs a command in the pod `one`. */
async function run(command: readonly string[], stdin?: Readable): Promise<Ended> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const outputs = Promise.all([text(stdout), text(stderr)])
  const status = await new Promise<V1Status>((resolve, reject) => {
    exec
      .exec('default', 'one', 'main', [...command], stdout, stderr, stdin ?? null, false, resolve)
      .catch(reject)
  })
  const [out, err] = await outputs
  return { stdout: out, stderr: err, status }
}

test('a command’s output comes on two streams, and its success as a Status', async () => {
  assert.deepEqual(await run(['sh', '-c', 'echo out; echo err >&2']), {
    stdout: 'out\n',
    stderr: 'err\n',
    status: { metadata: {}, status: 'Success' },
  })
})

test('an exit code other than 0 is a cause of the Status', async () => {
  const { status } = await run(['sh', '-c', 'exit 3'])
  assert.equal(status.reason, 'NonZeroExitCode')
  assert.deepEqual(status.details?.causes, [{ reason: 'ExitCode', message: '3' }])
})

test('a command that the container does not have is told by runc', async () => {
  const { stdout, status } = await run(['nosuch'])
  assert.match(stdout, /^OCI runtime exec failed: .* exec: "nosuch": .*: unknown\r\n$/)
  assert.equal(status.details?.causes?.[0]?.message, '126')
})

test('what is sent is read as it comes, and output comes while the command runs', async () => {
  const stdin = new PassThrough()
  const stdout = new PassThrough()
  let seen = ''
  stdout.on('data', (chunk: Buffer) => (seen += chunk.toString()))
  const ended = new Promise<V1Status>((resolve, reject) => {
    const command = ['sh', '-c', 'read a; echo "a is $a"; read b; echo "b is $b"']
    exec.exec('default', 'one', 'main', command, stdout, null, stdin, false, resolve).catch(reject)
  })
  stdin.write('1\n')
  await eventually('the first answer came', () => seen === 'a is 1\n')
  stdin.write('2\n')
  assert.equal((await ended).status, 'Success')
  assert.equal(seen, 'a is 1\nb is 2\n')
})

test('what was sent before the client left is read to its end', async () => {
  const socket = await exec.exec(
    'default', 'one', 'main', ['sh', '-c', 'cat > /tmp/sent'],
    null, null, Readable.from(['to be kept\n']), false,
  ) // prettier-ignore
  await once(socket, 'close')
  await eventually(
    'it was written',
    async () => (await run(['cat', '/tmp/sent'])).stdout === 'to be kept\n',
  )
})

test('a terminal ends lines as terminals do, shows what is typed, and knows ^D', async () => {
  const stdin = new PassThrough()
  const stdout = new PassThrough()
  const all = text(stdout)
  const ended = new Promise<V1Status>((resolve, reject) => {
    exec.exec('default', 'one', 'main', ['cat'], stdout, null, stdin, true, resolve).catch(reject)
  })
  stdin.write('ab\r\u0004')
  assert.equal((await ended).status, 'Success')
  assert.equal(await all, 'ab\r\nab\r\n')
})

test('a command ends with its container', async () => {
  await lab.runPod('short', 'main')
  const ended = new Promise<V1Status>((resolve, reject) => {
    exec
      .exec(
        'default',
        'short',
        'main',
        ['sleep', '1000'],
        new PassThrough(),
        null,
        null,
        false,
        resolve,
      )
      .then(() => lab.recorded.runtime.stopContainer(lab.container('short', 'main').id, 0))
      .catch(reject)
  })
  assert.equal((await ended).details?.causes?.[0]?.message, '137')
})

test('over SPDY the input can end before the output does, and a Status ends all', async () => {
  const path = 'one/exec?stdin=true&command=sh&command=-c&command=cat;echo+err+>%262;exit+3'
  const client = await dialSpdy(lab, path, 'v4.channel.k8s.io')
  const ids = { error: 1, stdin: 3, stdout: 5, stderr: 7 }
  for (const [streamtype, id] of Object.entries(ids)) await client.open(id, { streamtype })
  client.send(
    dataFrame(ids.stdin, Buffer.from('in ')),
    dataFrame(ids.stdin, Buffer.from('it'), true),
  )
  const frames = await client.rest()
  assert.equal(receivedOn(ids.stdout, frames).text, 'in it')
  assert.equal(receivedOn(ids.stderr, frames).text, 'err\n')
  assert.deepEqual((JSON.parse(receivedOn(ids.error, frames).text) as V1Status).details?.causes, [
    { reason: 'ExitCode', message: '3' },
  ])
  assert.equal((frames.at(-1) as ControlFrame).type, controlTypes.goAway)
})

test('a terminal over SPDY tells its size on a stream of its own', async () => {
  const client = await dialSpdy(
    lab,
    'one/exec?tty=true&command=echo&command=a',
    'v3.channel.k8s.io',
  )
  for (const [index, streamtype] of ['error', 'stdout', 'resize'].entries())
    await client.open(2 * index + 1, { streamtype })
  const frames = await client.rest()
  assert.equal(receivedOn(3, frames).text, 'a\r\n')
  assert.equal(receivedOn(1, frames).text, '')
})

test('a browser’s client gets channels as text', async () => {
  const socket = await channel('one/exec?command=echo&command=a', 'v4.base64.channel.k8s.io')
  const messages: string[] = []
  socket.on('message', (data: Buffer) => messages.push(data.toString()))
  await once(socket, 'close')
  assert.deepEqual(messages, [
    '1',
    `1${Buffer.from('a\n').toString('base64')}`,
    `3${Buffer.from('{"metadata":{},"status":"Success"}').toString('base64')}`,
  ])
})

test('before the fourth protocol nothing but a failure is told', async () => {
  for (const [code, told] of [
    [0, ''],
    [3, 'command terminated with non-zero exit code: Error executing in Docker Container: 3'],
  ] as const) {
    const path = `one/exec?command=sh&command=-c&command=exit+${code}`
    const socket = await channel(path, 'channel.k8s.io')
    const messages: Buffer[] = []
    socket.on('message', (data: Buffer) => messages.push(data))
    await once(socket, 'close')
    assert.deepEqual(messages, [Buffer.of(1), Buffer.concat([Buffer.of(3), Buffer.from(told)])])
  }
})

test('who attaches gets what the container writes from then on, until it ends', async () => {
  await lab.runPod('talking', 'main')
  lab.say('talking', 'main', 'before\n')
  const stdout = new PassThrough()
  const written = text(stdout)
  const attach = new Attach(config)
  const socket = await attach.attach('default', 'talking', 'main', stdout, null, null, false)
  lab.say('talking', 'main', 'after\n')
  const { id } = lab.container('talking', 'main')
  await lab.recorded.runtime.stopContainer(id, 0)
  await once(socket, 'close')
  assert.equal(await written, 'after\n')
})

async function channel(path: string, protocol: string): Promise<WebSocket> {
  const socket = askForWebSocket(lab, path, protocol)
  await once(socket, 'upgrade')
  return socket
}
