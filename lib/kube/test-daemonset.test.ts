import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type V1DaemonSet } from './api/client-node'
import { KubeError } from './api/kube-error'
import { testDaemonSet } from './templates/test-daemonset'
import { ensureTestDaemonSet } from './test-daemonset'

const image = 'k8s.gcr.io/pause:3.5'
const ours = { run: 'run-1', nodes: ['vlab-01', 'vlab-02'], image }

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

  assert.deepEqual(kube.created?.metadata?.labels, { 'kubesonic/run': 'run-1' })
})

test('the one that another worker of the run has created serves both', async () => {
  const found = testDaemonSet(ours)

  assert.equal(await ensureTestDaemonSet(new FakeDaemonSets(found), ours), found)
})

test("beside another run's DaemonSet there is one with the run in its name", async () => {
  const kube = new FakeDaemonSets(testDaemonSet({ ...ours, run: 'run-0' }))

  await ensureTestDaemonSet(kube, ours)

  assert.equal(kube.created?.metadata?.name, 'test-daemonset-run-1')
})

test("a stranger's DaemonSet of that name is refused", async () => {
  const found = testDaemonSet(ours)

  await assert.rejects(
    ensureTestDaemonSet(
      new FakeDaemonSets({ ...found, metadata: { ...found.metadata, labels: {} } }),
      ours,
    ),
    { message: /no run of ours has made it\.\n {2}Next: / },
  )
})

test('any other refusal is told as it is', async () => {
  const kube = new FakeDaemonSets()
  kube.createDaemonSet = () => Promise.reject(new KubeError(403, 'Forbidden', 'create it', 'no'))

  await assert.rejects(ensureTestDaemonSet(kube, ours), { reason: 'Forbidden' })
})

class FakeDaemonSets {
  created: V1DaemonSet | undefined

  constructor(private readonly found?: V1DaemonSet) {}

  async createDaemonSet(daemonSet: V1DaemonSet): Promise<V1DaemonSet> {
    if (this.found?.metadata?.name === daemonSet.metadata?.name)
      throw new KubeError(409, 'AlreadyExists', 'create it', 'it is there already')
    this.created = daemonSet
    return daemonSet
  }

  async getDaemonSet(): Promise<V1DaemonSet> {
    assert.ok(this.found)
    return this.found
  }
}
