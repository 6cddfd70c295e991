import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { Exec, KubeConfig, type V1Status } from '@kubernetes/client-node'
import WebSocket from 'ws'
import { pods } from '../../resources/pods'
import { eventually } from '../../testing/eventually'
import { StreamsLab } from '../../testing/streams-lab'

let lab: StreamsLab
let exec: Exec
let config: KubeConfig

before(async () => {
  lab = await StreamsLab.start()
  await Promise.all([lab.runPod('one', 'main'), lab.runPod('two', 'main', 'other')])
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
  const { stderr, status } = await run(['nosuch'])
  assert.match(stderr, /^OCI runtime exec failed: .* exec: "nosuch": executable file not found in/)
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

const refusals = [
  ['nosuch/exec?command=ls', 404, /"message":"pods \\"nosuch\\" not found"/],
  ['one/exec?command=ls&container=nosuch', 400, /"container nosuch is not valid for pod one"/],
  [
    'two/exec?command=ls',
    400,
    /"a container name must be specified for pod two, choose one of: \[main other\]"/,
  ],
  ['unbound/exec?command=ls', 400, /"pod unbound does not have a host assigned"/],
  ['ended/exec?command=ls', 500, /^container not found \("main"\)$/],
  [
    'one/exec?command=ls&stdout=false&stderr=false',
    400,
    /^you must specify at least 1 of stdin, stdout, stderr$/,
  ],
] as const
for (const [path, status, body] of refusals) {
  test(`exec of ${path} is refused: ${status}`, async () => {
    if (path.startsWith('unbound')) await makeUnbound()
    if (path.startsWith('ended')) await makeEnded()
    const refused = await refusal(path)
    assert.equal(refused.status, status)
    assert.match(refused.body, body)
  })
}

test('what is no request to speak another protocol is refused as that', async () => {
  const admin = await lab.recorded.client()
  const { status, body } = await admin.ask(
    'POST',
    '/api/v1/namespaces/default/pods/one/exec?command=ls',
  )
  assert.equal(status, 400)
  assert.equal((body as V1Status).message, 'Upgrade request required')
})

test('a request to speak another protocol where none is spoken is answered as if it were none', async () => {
  assert.deepEqual(await refusal('nosuch'), await refusal('nosuch/log'))
})

test('a client that wants SPDY is told what is spoken', async () => {
  const options = {}
  await config.applyToHTTPSOptions(options)
  const path = '/api/v1/namespaces/default/pods/one/exec?command=ls'
  const asking = request(`https://127.0.0.1:${lab.recorded.port}${path}`, {
    ...options,
    method: 'POST',
    headers: { Connection: 'Upgrade', Upgrade: 'SPDY/3.1' },
  }).end()
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  assert.equal(response.statusCode, 400)
  assert.match(await text(response), /over WebSocket only: kubectl does so from 1\.31 on/)
})

/** What a client hears that wants a WebSocket. */
async function refusal(path: string): Promise<{ status: number; body: string }> {
  const options = {}
  await config.applyToHTTPSOptions(options)
  const url = `wss://127.0.0.1:${lab.recorded.port}/api/v1/namespaces/default/pods/${path}`
  const socket = new WebSocket(url, ['v4.channel.k8s.io'], options)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    socket.once('unexpected-response', (_, refused) => resolve(refused))
    socket.once('open', () => reject(new Error(`${path} is not refused`)))
  })
  return { status: response.statusCode ?? 0, body: await text(response) }
}

const makeUnbound = async (): Promise<void> => {
  const spec = { containers: [{ name: 'main', image: 'x' }], nodeSelector: { no: 'where' } }
  const metadata = { name: 'unbound', namespace: 'default' }
  lab.recorded.cluster.client().create(pods, {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata,
    spec,
    status: {},
  })
}

const makeEnded = async (): Promise<void> => {
  await lab.runPod('ended', 'main')
  const { runtime } = lab.recorded
  const { id } = lab.container('ended', 'main')
  runtime.ended(runtime.container(id), 0)
}
