import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type HttpAnswer, type HttpsClient } from '../testing/https-client'
import { RecordedLab } from '../testing/recorded-lab'
import { VirtualClock } from '../testing/virtual-clock'

let lab: RecordedLab
let admin: HttpsClient
before(async () => {
  lab = await RecordedLab.start(new VirtualClock())
  admin = await lab.client()
})
after(() => lab[Symbol.asyncDispose]())

const json = 'application/json'
const configmaps = '/api/v1/namespaces/default/configmaps'

/** What has no place in the recordings, and is known from the real server's source. */
const refusals: readonly [method: string, path: string, code: number, message: RegExp][] = [
  ['POST', '/api/v1/nodes/minikube', 405, /does not allow this method on the requested resource$/],
  ['PUT', '/api/v1/nodes', 405, /does not allow this method/],
  ['POST', '/api/v1/pods', 405, /does not allow this method/],
  ['DELETE', '/api/v1/namespaces', 405, /does not allow this method/],
  ['GET', '/api/v1/pods/x', 404, /^the server could not find the requested resource$/],
  [
    'GET',
    '/api/v1/nodes/minikube/nosuch',
    404,
    /^the server could not find the requested resource$/,
  ],
  ['GET', '/api/v1/namespaces/default/nodes', 404, /^the server could not find/],
  ['GET', `${configmaps}?limit=x`, 400, /^strconv.ParseInt: parsing "x": invalid syntax$/],
  ['GET', `${configmaps}?continue=x`, 400, /^invalid continue token: continue key is not valid/],
  [
    'GET',
    `${configmaps}?resourceVersionMatch=Exact`,
    422,
    /^ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided$/,
  ],
  [
    'POST',
    `${configmaps}?dryRun=Some`,
    422,
    /^CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: \[\]string\{"Some"\}: supported values: "All"$/,
  ],
]
for (const [method, path, code, message] of refusals) {
  test(`${method} ${path} is refused with ${code}, in the server's words`, async () => {
    const body = method === 'POST' || method === 'PUT' ? configMap('any', {}) : undefined
    const answer = await admin.ask(method, path, { contentType: json, body })
    assert.equal(answer.status, code)
    assert.match(messageOf(answer), message)
  })
}

test('another kind in the body is refused, one that exists and one that does not', async () => {
  const post = (kind: string): Promise<HttpAnswer> =>
    admin.ask('POST', '/apis/apps/v1/namespaces/default/daemonsets', {
      contentType: json,
      body: { kind, apiVersion: 'apps/v1', metadata: { name: 'x' } },
    })
  assert.equal(
    messageOf(await post('Deployment')),
    'Deployment in version "v1" cannot be handled as a DaemonSet: converting (v1.Deployment) to (apps.DaemonSet): unknown conversion',
  )
  assert.match(
    messageOf(await post('Nosuch')),
    /no kind "Nosuch" is registered for version "apps\/v1"/,
  )
})

test('fields that the API does not know are pruned, empty ones left out', async () => {
  const body = { ...configMap('pruned', { a: '1' }), nosuch: 1, binaryData: {} }
  const { body: created } = await admin.ask('POST', configmaps, { contentType: json, body })
  assert.deepEqual(Object.keys(created as object), ['kind', 'apiVersion', 'metadata', 'data'])
})

test('what is applied is owned; another applier conflicts unless it forces, and what is given up goes', async () => {
  const apply = (manager: string, data: object, force = false): Promise<HttpAnswer> =>
    admin.ask('PATCH', `${configmaps}/applied?fieldManager=${manager}&force=${force}`, {
      contentType: 'application/apply-patch+yaml',
      body: configMap('applied', data),
    })
  assert.equal((await apply('one', { a: '1', b: '1' })).status, 201)
  const conflict = await apply('two', { a: '2' })
  assert.equal(conflict.status, 409)
  assert.equal(messageOf(conflict), 'Apply failed with 1 conflict: conflict with "one": .data.a')

  const forced = (await apply('two', { a: '2' }, true)).body as Owned
  assert.deepEqual(forced.data, { a: '2', b: '1' })
  assert.deepEqual(ownersOf(forced), {
    one: { 'f:data': { 'f:b': {} } },
    two: { 'f:data': { 'f:a': {} } },
  })
  const given = (await apply('one', {})).body as Owned
  assert.deepEqual(given.data, { a: '2' })
})

test('a page goes on where the one before ended, as the collection was then', async () => {
  const names = (answer: HttpAnswer): string[] =>
    (answer.body as { items: Owned[] }).items.map(({ metadata }) => metadata.name)
  for (const name of ['p1', 'p2', 'p3'])
    await admin.ask('POST', configmaps, {
      contentType: json,
      body: configMap(name, {}, { page: 'yes' }),
    })
  const first = await admin.ask('GET', `${configmaps}?labelSelector=page&limit=2`)
  const { metadata } = first.body as { metadata: { continue: string; remainingItemCount?: number } }
  await admin.ask('DELETE', `${configmaps}/p3`)
  const second = await admin.ask(
    'GET',
    `${configmaps}?labelSelector=page&limit=2&continue=${metadata.continue}`,
  )
  assert.deepEqual([names(first), names(second)], [['p1', 'p2'], ['p3']])
  assert.equal(metadata.remainingItemCount, undefined)
})

interface Owned {
  metadata: { name: string; managedFields: { manager: string; fieldsV1: object }[] }
  data: object
}

const ownersOf = ({ metadata }: Owned): Record<string, object> =>
  Object.fromEntries(metadata.managedFields.map(({ manager, fieldsV1 }) => [manager, fieldsV1]))

const messageOf = ({ body }: HttpAnswer): string => (body as { message: string }).message

const configMap = (name: string, data: object, labels?: object): object => ({
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: { name, ...(labels && { labels }) },
  data,
})
