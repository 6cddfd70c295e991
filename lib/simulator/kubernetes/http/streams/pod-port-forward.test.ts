import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { KubeConfig, PortForward } from '@kubernetes/client-node'
import { dataFrame } from '../../../spdy/frames'
import { receivedOn } from '../../../spdy/testing/spdy-client'
import { eventually } from '../../testing/eventually'
import { StreamsLab } from '../../testing/streams-lab'
import { dialSpdy, webSocketRefusal } from './testing/dialling'

let lab: StreamsLab
const config = new KubeConfig()
/** Answers in capitals, and has enough with an exclamation mark. */
const shouting = createServer((socket) => {
  socket.on('data', (sent) => {
    socket.write(sent.toString().toUpperCase())
    if (sent.includes('!')) socket.end()
  })
})

before(async () => {
  lab = await StreamsLab.start()
  config.loadFromString(lab.kubeconfig)
  await lab.runPod('one', 'main')
  shouting.listen(0, '127.0.0.1')
  await once(shouting, 'listening')
  lab.listen(8080, { host: '127.0.0.1', port: (shouting.address() as AddressInfo).port })
})
after(async () => {
  shouting.close()
  await lab[Symbol.asyncDispose]()
})

const refused =
  /^error forwarding port 81 to pod [0-9a-f]{64}, uid : exit status 1: \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d socat\[\d+\] E connect\(5, AF=2 127\.0\.0\.1:81, 16\): Connection refused\n$/

test('over SPDY each connection is a pair of streams, and several of them go on at once', async () => {
  const client = await dialSpdy(lab, 'one/portforward', 'portforward.k8s.io')
  for (const [id, requestid, port, streamtype] of [
    [1, '0', '8080', 'error'],
    [3, '0', '8080', 'data'],
    [5, '1', '81', 'error'],
    [7, '1', '81', 'data'],
    [9, '2', '8080', 'data'],
    [11, '2', '8080', 'error'],
  ] as const)
    await client.open(id, { streamtype, port, requestid })
  client.send(dataFrame(9, Buffer.from('second!')))
  client.send(dataFrame(3, Buffer.from('first!')))
  const frames = [...(await client.until(({ isLast }) => isLast, 6))]
  assert.deepEqual(receivedOn(3, frames), { text: 'FIRST!', hasEnded: true })
  assert.deepEqual(receivedOn(9, frames), { text: 'SECOND!', hasEnded: true })
  assert.deepEqual(receivedOn(1, frames), { text: '', hasEnded: true })
  assert.match(receivedOn(5, frames).text, refused)
  assert.deepEqual(receivedOn(7, frames), { text: '', hasEnded: true })
  client.hangUp()
})

/** Everything that comes on both channels of a port, over WebSocket. */
async function overWebSocket(port: number, sent = ''): Promise<{ data: string; errors: string }> {
  const [data, errors, input] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const all = Promise.all([text(data), text(errors)])
  const forward = new PortForward(config, false)
  const socket = await forward.portForward('default', 'one', [port], data, errors, input)
  input.write(sent)
  await new Promise((closed) => ((socket as { onclose: unknown }).onclose = closed))
  data.end()
  errors.end()
  const [received, failure] = await all
  return { data: received, errors: failure }
}

test('over WebSocket a port has two channels, and the connection ends with its own', async () => {
  assert.deepEqual(await overWebSocket(8080, 'hello!'), { data: 'HELLO!', errors: '' })
})

test('a port that nothing listens at is refused in socat’s words', async () => {
  const { data, errors } = await overWebSocket(81)
  assert.equal(data, '')
  assert.match(errors, refused)
})

const refusals = [
  ['one/portforward', 400, 'query parameter "port" is required\n'],
  ['one/portforward?ports=0', 400, 'port "0" must be > 0\n'],
  [
    'one/portforward?ports=8080,x',
    400,
    'unable to parse "x" as a port: strconv.ParseUint: parsing "x": invalid syntax\n',
  ],
  ['gone/portforward?ports=1', 500, 'pod not found ("gone_default")'],
] as const
for (const [path, status, body] of refusals) {
  test(`${path} is refused: ${status}`, async () => {
    if (path.startsWith('gone')) await runToItsEnd('gone')
    const refusal = await webSocketRefusal(lab, path, 'v4.channel.k8s.io')
    assert.deepEqual(refusal, { status, body })
  })
}

async function runToItsEnd(name: string): Promise<void> {
  await lab.runPod(name, 'main')
  const { runtime } = lab.recorded
  runtime.ended(runtime.container(lab.container(name, 'main').id), 0)
  await eventually('its sandbox has been stopped', () =>
    runtime
      .podContainers()
      .every(({ labels, running }) => labels['io.kubernetes.pod.name'] !== name || !running),
  )
}
