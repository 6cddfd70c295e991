import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { type Answer, start } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

describe('what the testbed file asks for is honoured', { concurrency: 2 }, () => {
  test('lifetime: keep: the next run uses the same cluster, "kubesonic restore" takes it down', async (t) => {
    const lab = await SimulatedLab.start(t)
    const file = withCluster(lab, 'lifetime: keep')
    insistOnPass(await runJoined(t, file))
    const { clusters } = lab.testbed.simulation.vmhost
    const kept = clusters.get('kubesonic')
    assert.equal(kept?.running, true)
    insistOnPass(await runJoined(t, file))
    assert.equal(clusters.get('kubesonic'), kept)

    const restored = await start(t, ['restore', '--testbed', file]).finished
    assert.equal(restored.exitCode, 0, restored.stdout + restored.stderr)
    assert.equal(clusters.size, 0)
    assert.deepEqual(lab.traces(), [])
  })

  test('existing: true: the cluster of somebody else is used and left as it was', async (t) => {
    const lab = await SimulatedLab.start(t, { minikube: 'v1.34.0' })
    await lab.testbed.simulation.vmhost.machine.exec(
      '/usr/local/bin/minikube start -p theirs --driver=docker --force --kubernetes-version=v1.22.2 --listen-address=0.0.0.0 --apiserver-port=6443 --ports=6443:6443 --apiserver-ips=10.250.0.1',
    )
    lab.begin()
    const before = contentOf(lab, 'theirs')
    const file = withCluster(lab, 'existing: true', 'profile: theirs')
    insistOnPass(await runJoined(t, file))
    assert.deepEqual(contentOf(lab, 'theirs'), before)
    assert.deepEqual(lab.traces(), [])
  })

  test('existing: true: a cluster that root cannot undo changes in is not changed', async (t) => {
    const lab = await SimulatedLab.start(t)
    await lab.testbed.faults.switchOn('foreign-cluster', { profile: 'theirs', user: 'jenkins' })
    lab.begin()
    const before = contentOf(lab, 'theirs')
    const run = await runCluster(t, withCluster(lab, 'existing: true', 'profile: theirs'))
    assert.equal(run.exitCode, 1, run.stdout + run.stderr)
    assert.match(run.stdout, /Next: as root on the vmhost, the kubectl of minikube must reach/)
    assert.deepEqual(contentOf(lab, 'theirs'), before)
    assert.deepEqual(lab.traces(), [])
  })

  test('minikube.path: the installed one is used and nothing is downloaded', async (t) => {
    const lab = await SimulatedLab.start(t, { minikube: 'v1.36.0' })
    const file = withCluster(lab, 'minikube: { path: /usr/local/bin/minikube, version: v1.36.0 }')
    lab.testbed.simulation.vmhost.downloads.corrupted = true
    insistOnPass(await runCluster(t, file))
    assert.deepEqual(lab.traces(), [])
  })

  test('minikube.path: another version than the one named is refused', async (t) => {
    const lab = await SimulatedLab.start(t, { minikube: 'v1.36.0' })
    const run = await runCluster(t, withCluster(lab, 'minikube: { path: /usr/local/bin/minikube }'))
    assert.equal(run.exitCode, 2)
    assert.match(
      run.stderr,
      /cluster.minikube.path: .* is minikube v1.36.0, cluster.minikube.version is v1.34.0/,
    )
  })

  test('cache: remove: what minikube downloaded goes with the run', async (t) => {
    const lab = await SimulatedLab.start(t)
    insistOnPass(await runCluster(t, withCluster(lab, 'cache: remove')))
    assert.deepEqual(lab.traces({ cache: 'remove' }), [])
  })

  test('sha256: the right one is enough, another one stops the download', async (t) => {
    const lab = await SimulatedLab.start(t)
    const { stdout } = await lab.testbed.simulation.vmhost.machine.exec(
      `curl -fsSL ${release}.sha256`,
    )
    const [right = ''] = stdout.trim().split(' ')
    insistOnPass(await runCluster(t, withCluster(lab, `minikube: { sha256: ${right} }`)))
    const wrong = right.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
    const run = await runCluster(t, withCluster(lab, `minikube: { sha256: ${wrong} }`))
    assert.equal(run.exitCode, 1)
    assert.ok(run.stdout.includes(`is ${right}, wanted was ${wrong}`), run.stdout)
    assert.deepEqual(lab.traces(), [])
  })

  test('become: sudo-password: root by the password that the environment gives', async (t) => {
    const lab = await SimulatedLab.start(t, { dutPassword: 'YourPaSsWoRd' })
    const file = lab.edited((text) => text.replace('YourPaSsWoRd', '"${DUT_PASSWORD}"'))
    const run = await runJoined(t, file, { DUT_PASSWORD: 'YourPaSsWoRd' })
    insistOnPass(run)
    assert.doesNotMatch(run.stdout + run.stderr, /YourPaSsWoRd/)
    assert.deepEqual(lab.traces(), [])

    const refused = await runJoined(t, file, { DUT_PASSWORD: 'guessed' })
    assert.equal(refused.exitCode, 2)
    assert.match(refused.stderr, /admin does not become root on vlab-01 with become: sudo-password/)
  })
})

const release =
  'https://github.com/kubernetes/minikube/releases/download/v1.34.0/minikube-linux-amd64'

const withCluster = (lab: SimulatedLab, ...fields: readonly string[]): string =>
  lab.edited((text) =>
    text.replace('cluster:\n', `cluster:\n${fields.map((each) => `  ${each}\n`).join('')}`),
  )

const runCluster = (t: TestContext, file: string): Promise<Answer> =>
  start(t, ['run', '--testbed', file, 'features/cluster.feature', ...new Results(t).options])
    .finished

const runJoined = (t: TestContext, file: string, env: NodeJS.ProcessEnv = {}): Promise<Answer> => {
  const feature = 'features/daemonset-removal.feature'
  return start(t, ['run', '--testbed', file, feature, ...new Results(t).options], env).finished
}

const insistOnPass = ({ exitCode, stdout, stderr }: Answer): void =>
  assert.equal(exitCode, 0, stdout + stderr)

/** What a run must leave in a cluster that is not its own: nodes, DaemonSets, what joining nodes are told. */
const contentOf = ({ testbed }: SimulatedLab, profile: string): unknown => {
  const store = testbed.simulation.vmhost.clusters.get(profile)?.kubernetes.store
  const named = (resource: string): unknown =>
    store?.list(resource).map(({ metadata }) => `${resource} ${metadata.name}`)
  const told = store?.get('configmaps', 'kube-system/kubelet-config-1.22') as { data?: unknown }
  return [named('nodes'), named('daemonsets'), told.data]
}
