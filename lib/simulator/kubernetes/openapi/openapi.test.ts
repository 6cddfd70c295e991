import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kubernetesRelease } from '../release/kubernetes-release'
import { openApiV2 } from './openapi-v2'
import { asProtobuf } from './openapi-v2-protobuf'
import { openApiV3, openApiV3Index, servesV3 } from './openapi-v3'

const release = kubernetesRelease('v1.22.2')

test('every reference in the document of version 2 leads somewhere', () => {
  const document = openApiV2(release)
  const text = JSON.stringify(document)
  const references = [...text.matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)].map(
    ([, name]) => name,
  )
  assert.ok(references.length > 100)
  for (const name of new Set(references))
    assert.ok(Object.hasOwn(document['definitions'] as object, name!), name)
})

test('a dry run is offered for what can be patched, as kubectl diff wants to see', () => {
  const { paths } = openApiV2(release) as {
    paths: Record<string, { patch: { parameters: object[] } }>
  }
  const { parameters } = paths['/apis/apps/v1/namespaces/{namespace}/daemonsets/{name}']!.patch
  assert.ok(parameters.some((each) => (each as { name: string }).name === 'dryRun'))
})

test('the protobuf form begins with the version, the title and the release', () => {
  const start = asProtobuf(openApiV2(release)).subarray(0, 28).toString('latin1')
  assert.equal(start, '\n\u00032.0\u0012\u0015\n\nKubernetes\u0012\u0007v1.22.2')
})

test('version 3 is served since 1.24, one document for each group version', () => {
  assert.equal(servesV3(release), false)
  const newer = kubernetesRelease('v1.28.3')
  assert.equal(servesV3(newer), true)
  const roots = Object.keys(openApiV3Index(newer)['paths']!)
  assert.ok(roots.includes('api/v1') && roots.includes('apis/apps/v1'))
  for (const root of roots) assert.equal(openApiV3(root, newer)['openapi'], '3.0.0')
})
