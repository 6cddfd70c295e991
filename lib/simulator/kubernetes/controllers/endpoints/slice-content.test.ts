import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Pod, type Service } from '../../objects'
import { mirrored, slicesOf } from './slice-content'

const service = (spec: Partial<Service['spec']>): Service =>
  ({ metadata: { name: 's' }, spec: { selector: { app: 'w' }, ...spec } }) as Service

const pod = (podIP: string, port: number, more: object = {}): Pod =>
  ({
    metadata: { name: `p${port}`, namespace: 'default', labels: { app: 'w' }, ...more },
    spec: {
      nodeName: 'n1',
      containers: [{ name: 'c', ports: [{ name: 'web', containerPort: port }] }],
    },
    status: { podIP, conditions: [{ type: 'Ready', status: 'True' }] },
  }) as unknown as Pod

const web = service({ ports: [{ port: 80, targetPort: 'web', protocol: 'TCP' }] })

test('pods that listen on other ports stand in other slices', () => {
  const slices = slicesOf(
    web,
    [pod('10.244.0.3', 2), pod('10.244.0.1', 1), pod('10.244.0.2', 1)],
    20,
  )
  assert.deepEqual(
    slices.map(({ endpoints, ports }) => [
      endpoints?.flatMap((one) => one.addresses),
      ports?.[0]?.port,
    ]),
    [
      [['10.244.0.1', '10.244.0.2'], 1],
      [['10.244.0.3'], 2],
    ],
  )
})

test('a Service without pods has an empty slice; one without an address has one of each family in 1.20', () => {
  const types = (minor: number): string[] =>
    slicesOf(service({ clusterIP: 'None' }), [], minor).map(({ addressType }) => addressType)
  assert.deepEqual(types(20), ['IPv4', 'IPv6'])
  assert.deepEqual(types(22), ['IPv4'])
})

test('since 1.22 a pod that is being deleted stays, and is told of', () => {
  const going = pod('10.244.0.1', 1, { deletionTimestamp: '2026-01-01T00:00:00Z' })
  assert.equal(slicesOf(web, [going], 20)[0]?.endpoints, null)
  assert.deepEqual(slicesOf(web, [going], 22)[0]?.endpoints?.[0]?.conditions, {
    ready: false,
    serving: true,
    terminating: true,
  })
})

test('Endpoints that somebody has written are mirrored, those who are not ready too', () => {
  const subsets = [
    {
      addresses: [{ ip: '1.2.3.4' }],
      notReadyAddresses: [{ ip: '5.6.7.8' }],
      ports: [{ port: 1 }],
    },
  ]
  const [slice] = mirrored({
    kind: 'Endpoints',
    apiVersion: 'v1',
    metadata: { name: 'e' },
    subsets,
  })
  assert.deepEqual(slice?.endpoints, [
    { addresses: ['1.2.3.4'], conditions: { ready: true } },
    { addresses: ['5.6.7.8'], conditions: { ready: false } },
  ])
  assert.deepEqual(slice?.ports, [{ name: '', protocol: 'TCP', port: 1 }])
})
