import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SimulatedClock } from '../simulator/time/clock'
import { SimulatedCluster } from '../simulator/kubernetes/cluster'
import { SeededRandom } from '../simulator/chance/seeded-random'
import { Secret } from '../testbed/testbed'
import { met, notYet, type Verdict } from '../wait/condition'
import { seconds } from '../wait/duration'
import { waitFor } from '../wait/wait-for'
import { apiServerReady, daemonSetAbsent, nodeReady, noPods, podRunning } from './conditions'
import { Deployment } from './deployment'
import { KubeClient } from './kube-client'
import { rolledOut } from './rollout'
import { TemplateCatalogue } from './templates/template-catalogue'
import { ensureTestDaemonSet } from './test-daemonset'

const NODE = 'kubesonic'
const run = 'run-1'
const query = { labels: { group: 'test-ds-pod' }, node: NODE }
const within = seconds(4)

test('label, pod Running, label removed, no pod: over one TLS connection, and one for each watch', async () => {
  await using cluster = await simulatedCluster()
  const { kube } = cluster
  await waitFor(apiServerReady(kube), { within })
  await waitFor(nodeReady(kube, NODE), { within })
  await ensureTestDaemonSet(kube, { nodes: [NODE], run, image: 'k8s.gcr.io/pause:3.5' })

  await kube.labelNode(NODE, 'deployDaemonset', 'true')
  const pod = await waitFor(podRunning(kube, query), { within })
  await kube.unlabelNode(NODE, 'deployDaemonset')
  await waitFor(noPods(kube, query), { within })
  await kube.deleteDaemonSet('default', 'test-daemonset')
  await waitFor(daemonSetAbsent(kube, 'default', 'test-daemonset'), { within })

  assert.equal(pod.metadata?.labels?.['kubesonic/run'], run)
  assert.equal(await kube.version(), 'v1.22.2')
  const watches = ['nodes', 'pods', 'daemonsets']
  assert.ok(kube.counters.connections <= 1 + watches.length)
  assert.ok(kube.counters.requests > 10)
})

test('a node can be made, found and deleted; deleting it twice is no error', async () => {
  await using cluster = await simulatedCluster()
  const { kube } = cluster

  await kube.createNode({ metadata: { name: 'vlab-09', labels: { rack: 'a' } } })

  assert.equal((await kube.getNode('vlab-09')).metadata?.labels?.['rack'], 'a')
  assert.equal(await kube.nodeExists('vlab-09'), true)
  assert.equal(await kube.isNodeReady('vlab-09'), false)
  assert.equal(await kube.deleteNode('vlab-09'), true)
  assert.equal(await kube.deleteNode('vlab-09'), false)
  assert.equal(await kube.nodeExists('vlab-09'), false)
})

test('a wait and a list ride out a restart of the API server', async () => {
  await using cluster = await simulatedCluster()
  const { kube } = cluster
  await ensureTestDaemonSet(kube, { nodes: [NODE], run, image: 'k8s.gcr.io/pause:3.5' })
  await using pods = kube.watchPods({ labels: query.labels })
  await pods.ready()
  const waiting = waitFor(podRunning(kube, query), { within: seconds(4) })

  await cluster.restart()
  await waitFor(apiServerReady(kube), { within })
  await kube.labelNode(NODE, 'deployDaemonset', 'true')

  assert.equal((await waiting).spec?.nodeName, NODE)
  const listed = async (): Promise<Verdict<void>> =>
    pods.items.length === 1 ? met(undefined) : notYet(`${pods.items.length} pods`)
  await waitFor({ description: 'the list to have it', check: listed, everyMs: 20 }, { within })
})

test('a template is deployed, rolled to another image on the node, and removed', async () => {
  await using cluster = await simulatedCluster()
  const { kube } = cluster
  const template = new TemplateCatalogue().get('feature')
  const placement = { run, nodes: [NODE] }
  const snmp = { name: 'snmp', image: 'docker-snmp:1', nodeSelector: { snmp_enabled: 'true' } }
  const deployment = new Deployment(kube, placement, template, snmp)
  const pods = { ...deployment.pods(NODE), node: NODE }
  const images = (): Promise<(string | undefined)[]> =>
    waitFor(rolledOut(kube, deployment, pods), { within }).then(
      ({ spec }) => spec?.containers.map(({ image }) => image) ?? [],
    )

  await deployment.apply()
  await kube.labelNode(NODE, 'snmp_enabled', 'true')
  assert.deepEqual(await images(), ['docker-snmp:1'])
  await deployment.apply()
  await deployment.roll({ image: 'docker-snmp:2', version: '2' })
  assert.deepEqual(await images(), ['docker-snmp:2'])
  const others = new Deployment(kube, { ...placement, run: 'run-2' }, template, snmp)
  await assert.rejects(others.apply(), /snmp is there already, and no run of ours has made it/)
  assert.equal(await deployment.remove(), true)
  await waitFor(noPods(kube, pods), { within })
  assert.equal(await deployment.remove(), false)
})

interface TestCluster extends AsyncDisposable {
  readonly kube: KubeClient
  restart(): Promise<void>
}

const simulatedCluster = async (): Promise<TestCluster> => {
  const clock = new SimulatedClock(0)
  const cluster = SimulatedCluster.create({
    kubernetes: 'v1.22.2',
    nodeName: NODE,
    nodeIp: '10.250.0.1',
    clock,
    random: new SeededRandom(1),
    apiServerIps: ['127.0.0.1'],
    apiPort: 6443,
  })
  const { port } = await cluster.start({ host: '127.0.0.1', port: 0 })
  const { ca, apiserver } = cluster.pki
  const kube = KubeClient.connect({
    server: `https://127.0.0.1:${port}`,
    ca: ca.certificate,
    certificate: apiserver.certificate,
    key: new Secret(apiserver.key),
    tlsServerName: 'control-plane.minikube.internal',
  })
  return {
    kube,
    async restart() {
      await cluster.stop()
      await cluster.start({ host: '127.0.0.1', port })
    },
    async [Symbol.asyncDispose]() {
      await kube.close()
      await cluster.close()
      clock.stop()
    },
  }
}
