import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SeededRandom } from '../../chance/seeded-random'
import { type SimulatedCluster } from '../cluster'
import { serviceaccounts } from '../resources/core'
import { HttpsClient } from '../testing/https-client'
import { recordedCluster } from '../testing/recorded-cluster'
import { minorOf } from './kubernetes-release'
import { VirtualClock } from '../testing/virtual-clock'

// What real API servers of 1.20.2, 1.23.1 and 1.28.4 answered to these requests; 1.22.2 by its own source where 1.20 and
// 1.23 differ.

const releases = ['v1.20.2', 'v1.22.2', 'v1.28.3'] as const

interface Case {
  readonly what: string
  readonly path: string
  readonly body?: object
  readonly accept?: string
  /** What is looked at in the answer: `spec.containers.0.name`. */
  readonly at: string
  /** What is there before the version with which it changes, and since. */
  readonly turns: readonly [before: unknown, at: number, since: unknown]
}

const labels = { a: 'b' }
const containers = [{ name: 'c', image: 'i:1' }]
const template = (spec: object = {}): object => ({
  metadata: { labels },
  spec: { containers, ...spec },
})
const object = (apiVersion: string, kind: string, rest: object): object => ({
  apiVersion,
  kind,
  metadata: { name: 'x' },
  ...rest,
})
const daemonSet = (updateStrategy: object, podSpec?: object): object =>
  object('apps/v1', 'DaemonSet', {
    spec: { selector: { matchLabels: labels }, updateStrategy, template: template(podSpec) },
  })
const pod = (spec: object): object =>
  object('v1', 'Pod', { spec: { containers, automountServiceAccountToken: false, ...spec } })

/** On the network of its node. */
const listening = (port: object): object => ({
  hostNetwork: true,
  containers: [{ ...containers[0], ports: [port] }],
})
const job = object('batch/v1', 'Job', { spec: { template: template({ restartPolicy: 'Never' }) } })
const namespace = object('v1', 'Namespace', {})

const daemonSets = '/apis/apps/v1/namespaces/default/daemonsets?dryRun=All'
const pods = '/api/v1/namespaces/default/pods?dryRun=All'
const jobs = '/apis/batch/v1/namespaces/default/jobs?dryRun=All'
const table = 'application/json;as=Table;v=v1;g=meta.k8s.io'

const cases: readonly Case[] = [
  {
    what: 'a rolling update of a DaemonSet',
    path: daemonSets,
    body: daemonSet({}),
    at: 'spec.updateStrategy.rollingUpdate',
    turns: [{ maxUnavailable: 1 }, 22, { maxUnavailable: 1, maxSurge: 0 }],
  },
  {
    what: 'surging while pods may be missing',
    path: daemonSets,
    body: daemonSet({ rollingUpdate: { maxUnavailable: 1, maxSurge: 1 } }),
    at: 'details.causes.0.message',
    turns: [
      undefined,
      22,
      'Invalid value: intstr.IntOrString{Type:0, IntVal:1, StrVal:""}: may not be set when maxUnavailable is non-zero',
    ],
  },
  {
    what: 'the ports of a template on the network of its node',
    path: daemonSets,
    body: daemonSet({}, listening({ containerPort: 8080 })),
    at: 'spec.template.spec.containers.0.ports.0.hostPort',
    turns: [8080, 28, undefined],
  },
  {
    what: 'the ports of a pod there',
    path: pods,
    body: pod(listening({ containerPort: 80, hostPort: 81 })),
    at: 'details.causes.0.field',
    turns: [
      'spec.containers[0].ports[0].containerPort',
      28,
      'spec.containers[0].ports[0].hostPort',
    ],
  },
  {
    what: 'gates before scheduling',
    path: pods,
    body: pod({ schedulingGates: [{ name: 'x.y/z' }] }),
    at: 'spec.schedulingGates',
    turns: [undefined, 27, [{ name: 'x.y/z' }]],
  },
  {
    what: 'the grace of a probe, whose gate 1.22 knows, but has off',
    path: pods,
    body: pod({
      containers: [
        {
          ...containers[0],
          livenessProbe: { tcpSocket: { port: 1 }, terminationGracePeriodSeconds: 5 },
        },
      ],
    }),
    at: 'spec.containers.0.livenessProbe.terminationGracePeriodSeconds',
    turns: [undefined, 24, 5],
  },
  {
    what: 'a request beyond its limit',
    path: pods,
    body: pod({
      containers: [
        { ...containers[0], resources: { limits: { cpu: '1' }, requests: { cpu: '2' } } },
      ],
    }),
    at: 'details.causes.0.message',
    turns: [
      'Invalid value: "2": must be less than or equal to cpu limit',
      27,
      'Invalid value: "2": must be less than or equal to cpu limit of 1',
    ],
  },
  {
    what: 'how a Job is to be completed',
    path: jobs,
    body: job,
    at: 'spec.completionMode',
    turns: [undefined, 22, 'NonIndexed'],
  },
  {
    what: 'the generation of a Job',
    path: jobs,
    body: job,
    at: 'metadata.generation',
    turns: [undefined, 22, 1],
  },
  {
    what: 'the label of a namespace',
    path: '/api/v1/namespaces?dryRun=All',
    body: namespace,
    at: 'metadata.labels',
    turns: [undefined, 21, { 'kubernetes.io/metadata.name': 'x' }],
  },
  {
    what: 'whose status it is that a namespace is made with',
    path: '/api/v1/namespaces?dryRun=All',
    body: namespace,
    at: 'metadata.managedFields.0.fieldsV1.f:status',
    turns: [{ 'f:phase': {} }, 22, undefined],
  },
  {
    what: 'who owns a reference',
    path: '/api/v1/namespaces/default/configmaps?dryRun=All',
    body: object('v1', 'ConfigMap', {
      metadata: {
        name: 'x',
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'o', uid: 'u' }],
      },
    }),
    at: 'metadata.managedFields.0.fieldsV1.f:metadata.f:ownerReferences.k:{"uid":"u"}',
    turns: [{ '.': {}, 'f:apiVersion': {}, 'f:kind': {}, 'f:name': {}, 'f:uid': {} }, 21, {}],
  },
  {
    what: 'where a node gets its configuration',
    path: '/api/v1/nodes?dryRun=All',
    body: object('v1', 'Node', { spec: { configSource: {} } }),
    at: 'spec.configSource',
    turns: [{}, 22, undefined],
  },
  {
    what: 'the column of restarts',
    path: '/api/v1/namespaces/default/pods',
    accept: table,
    at: 'columnDefinitions.3.type',
    turns: ['integer', 22, 'string'],
  },
  {
    what: 'an export',
    path: '/api/v1/namespaces/default?export=true',
    at: 'message',
    turns: [undefined, 21, 'the export parameter, deprecated since v1.14, is no longer supported'],
  },
  {
    what: 'what no part of the server knows',
    path: '/nonsense',
    at: 'kind',
    turns: [undefined, 23, '404 page not found\n'],
  },
  {
    what: 'an operator that there is not',
    path: '/api/v1/namespaces?labelSelector=a%20b',
    at: 'message',
    turns: [
      "unable to parse requirement: found 'b', expected: '=', '!=', '==', 'in', notin'",
      22,
      "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
    ],
  },
]

for (const kubernetes of releases)
  describe(`an API server of ${kubernetes}`, () => {
    let cluster: SimulatedCluster
    let client: HttpsClient
    const clock = new VirtualClock()
    before(async () => {
      cluster = recordedCluster(clock, new SeededRandom(3), { kubernetes })
      const { port } = await cluster.start({ host: '127.0.0.1', port: 0 })
      client = new HttpsClient(port, cluster.pki.ca.certificate, cluster.pki.apiserver)
      const account = { namespace: 'default', name: 'default' }
      await clock.until(
        'there is a service account',
        () => cluster.client().find(serviceaccounts, account) !== undefined,
      )
    })
    after(async () => {
      client.close()
      clock.stop()
      await cluster.close()
    })
    for (const { what, path, body, accept, at, turns } of cases)
      test(what, async () => {
        const answer = await client.ask(body ? 'POST' : 'GET', path, {
          ...(accept && { accept }),
          ...(body && { contentType: 'application/json', body }),
        })
        const wanted = minorOf(kubernetes) < turns[1] ? turns[0] : turns[2]
        assert.deepEqual(lookedAt(answer.body, at), wanted, JSON.stringify(answer.body))
      })
  })

/** Keys of managedFields have dots in them: the longest that fits is taken. */
function lookedAt(value: unknown, path: string): unknown {
  if (path === '' || typeof value !== 'object' || value === null) return value
  const key = Object.keys(value)
    .filter((name) => path === name || path.startsWith(`${name}.`))
    .sort((a, b) => b.length - a.length)[0]
  if (key === undefined) return undefined
  return lookedAt((value as Record<string, unknown>)[key], path.slice(key.length + 1))
}
