import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type V1Status } from '@kubernetes/client-node'
import { pods } from '../../resources/pods'
import { StreamsLab } from '../../testing/streams-lab'
import { type Refusal, upgradeRefusal, webSocketRefusal } from './testing/dialling'

let lab: StreamsLab

before(async () => {
  lab = await StreamsLab.start()
  await Promise.all([lab.runPod('one', 'main'), lab.runPod('two', 'main', 'other')])
})
after(() => lab[Symbol.asyncDispose]())

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

const spdyRefusals = [
  ['SPDY/3.1', 'v9.channel.k8s.io', 403, /client supports \[v9\.channel\.k8s\.io\], server accepts \[v4\./],
  ['h2c', 'v4.channel.k8s.io', 400, /^unable to upgrade: missing upgrade headers in request/],
] as const // prettier-ignore
for (const [protocol, version, status, body] of spdyRefusals) {
  test(`a client that wants ${protocol} and offers ${version} is refused: ${status}`, async () => {
    const refused = await upgradeRefusal(lab, 'one/exec?command=ls', protocol, version)
    assert.equal(refused.status, status)
    assert.match(refused.body, body)
  })
}

test('a client that offers the fifth protocol only is refused, as servers before 1.30 do', async () => {
  assert.equal((await refusal('one/exec?command=ls', 'v5.channel.k8s.io')).status, 403)
})

/** What a client hears that wants a WebSocket. */
const refusal = (path: string, protocol = 'v4.channel.k8s.io'): Promise<Refusal> =>
  webSocketRefusal(lab, path, protocol)

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
