import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpointslices } from '../../resources/endpoint-slices'
import { pods } from '../../resources/pods'
import { endpoints, services } from '../../resources/services'
import { PaperLab } from '../../testing/paper-lab'

const place = { namespace: 'default', name: 'svc' }

test('a Service knows where its pods listen, by what the pods call their ports, and who is not ready', async () => {
  await using lab = await PaperLab.start('n1')
  const listening = [{ name: 'web', containerPort: 8080 }]
  lab.create(pods, {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: 'p', namespace: 'default', labels: { app: 'w' } },
    spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'pause:1', ports: listening }] },
  })
  lab.create(services, {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: place,
    spec: { selector: { app: 'w' }, ports: [{ port: 80, targetPort: 'web' }] },
  })
  await lab.clock.pass(1)
  assert.equal(lab.client.find(endpoints, place)?.subsets, undefined)
  const found = (): unknown => {
    const [subset] = lab.client.find(endpoints, place)?.subsets ?? []
    const ips = (list: readonly { ip: string }[] = []): string[] => list.map(({ ip }) => ip)
    return [ips(subset?.addresses), ips(subset?.notReadyAddresses), subset?.ports]
  }
  const pod = { namespace: 'default', name: 'p' }
  lab.client.modifyStatus(pods, pod, ({ status }) => (status.podIP = '10.244.9.9'))
  await lab.clock.pass(1)
  assert.deepEqual(found(), [['10.244.9.9'], [], [{ port: 8080, protocol: 'TCP' }]])
  const slice = (): unknown => {
    const [, { endpoints: behind, ports } = {}] = lab.client.list(endpointslices)
    return [behind?.map(({ addresses, conditions }) => [...addresses, conditions?.ready]), ports]
  }
  const ports = [{ name: '', protocol: 'TCP', port: 8080 }]
  assert.deepEqual(slice(), [[['10.244.9.9', true]], ports])
  lab.client.modifyStatus(pods, pod, ({ status }) => (status.conditions![0]!.status = 'False'))
  await lab.clock.pass(1)
  assert.deepEqual(found(), [[], ['10.244.9.9'], [{ port: 8080, protocol: 'TCP' }]])
  assert.deepEqual(slice(), [[['10.244.9.9', false]], ports])
  lab.client.delete(services, place)
  assert.ok(!lab.has(endpoints, 'svc'))
  await lab.clock.pass(1)
  assert.deepEqual(
    lab.client.list(endpointslices).map(({ metadata }) => metadata.name),
    ['kubernetes'],
  )
})
