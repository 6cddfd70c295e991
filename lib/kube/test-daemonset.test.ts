import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type V1DaemonSet } from './client-node'
import { nodesOf, testDaemonSet } from './templates/test-daemonset'
import { ensureTestDaemonSet } from './test-daemonset'

const image = 'k8s.gcr.io/pause:3.5'
const ours = { run: 'run-1', node: 'vlab-01', image }

test('the test DaemonSet comes to labelled nodes of the run only, on the host network', () => {
  const { metadata, spec } = testDaemonSet({ run: 'run-1', nodes: ['vlab-01', 'vlab-02'], image })

  assert.equal(metadata?.labels?.['kubesonic/run'], 'run-1')
  assert.deepEqual(spec?.selector.matchLabels, spec?.template.metadata?.labels)
  assert.deepEqual(spec?.template.spec?.nodeSelector, { deployDaemonset: 'true' })
  assert.equal(spec?.template.spec?.hostNetwork, true)
  const required =
    spec?.template.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  assert.deepEqual(
    required?.nodeSelectorTerms.map(({ matchFields }) => matchFields?.map(({ values }) => values)),
    [[['vlab-01']], [['vlab-02']]],
  )
})

test('it is created where there is none', async () => {
  const kube = new FakeDaemonSets()

  await ensureTestDaemonSet(kube, ours)

  assert.deepEqual(kube.did, ['create'])
})

test("the run's own is left alone when it fits, and widened for another DUT", async () => {
  const kube = new FakeDaemonSets(testDaemonSet({ run: 'run-1', nodes: ['vlab-01'], image }))

  await ensureTestDaemonSet(kube, ours)
  assert.deepEqual(kube.did, [])
  await ensureTestDaemonSet(kube, { ...ours, node: 'vlab-02' })

  assert.deepEqual(kube.did, ['patch'])
  assert.deepEqual(nodesOf(kube.patched), ['vlab-01', 'vlab-02'])
})

test("another run's DaemonSet is refused, naming that run", async () => {
  const kube = new FakeDaemonSets(testDaemonSet({ run: 'run-0', nodes: ['vlab-09'], image }))

  await assert.rejects(ensureTestDaemonSet(kube, ours), {
    message: /it belongs to run run-0, not to run run-1\.\n {2}Next: /,
  })
  assert.deepEqual(kube.did, [])
})

class FakeDaemonSets {
  readonly did: string[] = []
  patched: V1DaemonSet = {}

  constructor(private readonly found?: V1DaemonSet) {}

  async listDaemonSets(): Promise<V1DaemonSet[]> {
    return this.found ? [this.found] : []
  }

  async createDaemonSet(daemonSet: V1DaemonSet): Promise<V1DaemonSet> {
    this.did.push('create')
    return daemonSet
  }

  async patchDaemonSet(_: string, __: string, change: object): Promise<V1DaemonSet> {
    this.did.push('patch')
    this.patched = change
    return this.patched
  }
}
