import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SeededRandom } from '../../chance/seeded-random'
import { type HttpAnswer, HttpsClient } from '../testing/https-client'
import { recordedCluster } from '../testing/recorded-cluster'
import { VirtualClock } from '../testing/virtual-clock'

const sets = '/apis/apps/v1/namespaces/default/daemonsets'
const json = 'application/json'
const closing: (() => Promise<void>)[] = []
let newer: HttpsClient
let older: HttpsClient
before(async () => {
  newer = await clientOf('v1.28.3')
  older = await clientOf('v1.22.2')
})
after(async () => {
  for (const close of closing) await close()
})

test('a misspelt field is refused where that is asked for', async () => {
  const answer = await newer.ask(
    'POST',
    `${sets}?fieldValidation=Strict`,
    body(json, misspelt('a')),
  )
  assert.equal(answer.status, 400)
  assert.deepEqual((answer.body as { reason: string }).reason, 'BadRequest')
  assert.equal(
    messageOf(answer),
    'DaemonSet in version "v1" cannot be handled as a DaemonSet: strict decoding error: unknown field "spec.template.spec.containers[0].imagee", unknown field "spec.replicas"',
  )
  assert.equal((await newer.ask('GET', `${sets}/a`)).status, 404)
})

test('a misspelt field is warned of unless nothing is to be said, and pruned', async () => {
  const warned = await newer.ask('POST', sets, body(json, misspelt('b')))
  assert.equal(warned.status, 201)
  assert.equal(
    warned.headers.warning,
    '299 - "unknown field \\"spec.template.spec.containers[0].imagee\\"", 299 - "unknown field \\"spec.replicas\\""',
  )
  assert.ok(!JSON.stringify(warned.body).includes('imagee'))
  const quiet = await newer.ask(
    'PUT',
    `${sets}/b?fieldValidation=Ignore`,
    body(json, misspelt('b')),
  )
  assert.deepEqual([quiet.status, quiet.headers.warning], [200, undefined])
})

test('a patch with a misspelt field is refused with what came of it, by its media type', async () => {
  const patch = (mediaType: string, change: object): Promise<HttpAnswer> =>
    newer.ask('PATCH', `${sets}/b?fieldValidation=Strict`, body(`application/${mediaType}`, change))
  const strategic = await patch('strategic-merge-patch+json', { spec: { replicas: 2 } })
  assert.equal(strategic.status, 422)
  assert.equal(
    messageOf(strategic),
    ' "" is invalid: patch: Invalid value: "map[spec:map[replicas:2]]": strict decoding error: unknown field "spec.replicas"',
  )
  assert.match(
    messageOf(await patch('merge-patch+json', { spec: { replicas: 2 } })),
    /Invalid value: "\{\\"apiVersion\\":\\"apps\/v1\\",\\"kind\\":\\"DaemonSet\\",.*strict decoding error: unknown field "spec.replicas"$/,
  )
})

test('what is applied server-side may not have fields that there aren’t', async () => {
  const apply = (client: HttpsClient): Promise<HttpAnswer> =>
    client.ask(
      'PATCH',
      `${sets}/c?fieldManager=test`,
      body('application/apply-patch+yaml', misspelt('c')),
    )
  const answer = await apply(newer)
  assert.equal(answer.status, 500)
  assert.equal(
    messageOf(answer),
    'failed to create typed patch object (/c; apps/v1, Kind=DaemonSet): errors:\n' +
      '  .spec.template.spec.containers[name="main"].imagee: field not declared in schema\n' +
      '  .spec.replicas: field not declared in schema',
  )
  assert.match(messageOf(await apply(older)), /^failed to create typed patch object: errors:\n/)
})

test('no other word is taken; before 1.25 nobody asks, and what is unknown is pruned in silence', async () => {
  const path = `${sets}?fieldValidation=strict`
  assert.equal(
    messageOf(await newer.ask('POST', path, body(json, misspelt('d')))),
    'CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "strict": supported values: "", "Ignore", "Strict", "Warn"',
  )
  const pruned = await older.ask(
    'POST',
    `${sets}?fieldValidation=Strict`,
    body(json, misspelt('d')),
  )
  assert.deepEqual([pruned.status, pruned.headers.warning], [201, undefined])
})

const body = (contentType: string, content: object): { contentType: string; body: object } => ({
  contentType,
  body: content,
})

const messageOf = ({ body: status }: HttpAnswer): string => (status as { message: string }).message

const misspelt = (name: string): object => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'pause', imagee: 'pause' }] },
    },
    replicas: 1,
  },
})

async function clientOf(kubernetes: string): Promise<HttpsClient> {
  const cluster = recordedCluster(new VirtualClock(), new SeededRandom(1), { kubernetes })
  const { port } = await cluster.start({ host: '127.0.0.1', port: 0 })
  const { ca, apiserver } = cluster.pki
  const client = new HttpsClient(port, ca.certificate, apiserver)
  closing.push(async () => {
    client.close()
    await cluster.close()
  })
  return client
}
