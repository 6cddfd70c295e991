import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { type Answer, start } from './kubesonic'
import { Results } from './results'
import { SimulatedLab } from './simulated-lab'

const evidence = [
  'show-kube-server-status.txt',
  'databases.txt',
  'docker-ps.txt',
  'ctrmgrd.log',
  'kubelet.log',
  'node.yaml',
  'pods.yaml',
  'daemonsets.yaml',
  'events.yaml',
]

/** The case of daemonset-scheduling.feature, with a deadline that a test can wait for. */
const impatient = `@joined
@simulated
Feature: An image that cannot be had
  Scenario: Labelling the node starts the pod
    Given a minikube cluster on the vmhost
    And the fault "image-absent"
    When I label the node deployDaemonset=true
    Then a test-ds-pod is Running within 2 seconds
`

describe('what breaks on the testbed fails the run, with the cause', { concurrency: 2 }, () => {
  test('an image that cannot be pulled', async (t) => {
    const lab = await SimulatedLab.start(t)
    const results = new Results(t)
    const feature = path.join(results.folder, 'impatient.feature')
    const run = start(t, ['run', '--testbed', lab.file, feature, ...results.options])
    writeFileSync(feature, impatient)
    const { exitCode, stdout, stderr } = await run.finished
    assert.equal(exitCode, 1, stdout + stderr)
    const [result] = results.scenarios()
    assert.equal(result?.status, 'failed')
    assert.match(
      result.statusDetails.message ?? '',
      /Then a test-ds-pod is Running.*\n.*Timed out after 2 s[^]*ImagePullBackOff/,
    )
    assert.match(stdout, /WaitTimeoutError: [^]*ErrImagePull[^]*ImagePullBackOff/)
    assert.deepEqual(lab.traces(), [])
    insistOnEvidence(results.attachments())
  })

  test('a scenario that needs a fault is skipped on a testbed that is not simulated, and says so', async (t) => {
    const lab = await SimulatedLab.start(t)
    const file = lab.edited((text) => text.replace(/^simulator:\n(?: .*\n?)*/m, ''))
    const results = new Results(t)
    const feature = path.join(results.folder, 'impatient.feature')
    writeFileSync(feature, impatient)
    const run = await start(t, ['run', '--testbed', file, feature, ...results.options]).finished
    assert.match(run.stdout, /^skipped .* An image that cannot be had › /m, run.stderr)
    assert.match(run.stdout, /this testbed is not simulated/)
    assert.equal(results.scenarios()[0]?.status, 'skipped')
  })

  test('a cluster that does not start, once; what needs it is blocked', async (t) => {
    const { stdout } = await failing(t, 'minikube-start-fails')
    assert.match(stdout, /The minikube cluster did not start: GUEST_PROVISION: error provisioning/)
    assert.match(stdout, /^2 scenarios: 1 failed, 1 blocked/m)
    assert.match(stdout, /^blocked .*\n {2}Blocked by: The minikube cluster did not start/m)
  })

  test('a download that is not what was published', async (t) => {
    const { stdout } = await failing(t, 'download-corrupted')
    assert.match(stdout, /The change "minikube v1\.34\.0 in .*" exited 1 on vmhost/)
    assert.match(stdout, /The sha256 of https:.*minikube-linux-amd64 is [0-9a-f]+, wanted was/)
  })

  for (const [fault, cause] of [
    ['no-docker', /The vmhost has no running Docker: .*\n {2}Next: install or start it/],
    ['port-taken', /cluster.apiPort: port 6443 of the vmhost is taken by somebody already/],
    ['foreign-cluster', /cluster.apiPort: port 6443 of the vmhost is taken by somebody already/],
    [
      'foreign-cluster:profile=kubesonic,port=7443',
      /A container "kubesonic" \(running\) is on the vmhost already: somebody else's cluster.\n {2}Next: /,
    ],
  ] as const)
    test(`${fault} is found before anything is changed`, async (t) => {
      const lab = await withFault(t, fault)
      const run = await start(t, ['run', '--testbed', lab.file, ...new Results(t).options]).finished
      assert.equal(run.exitCode, 2, run.stderr)
      assert.match(run.stderr, cause)
      assert.equal(run.stdout, '')
      assert.deepEqual(lab.traces({ cache: 'remove' }), [])
    })
})

function insistOnEvidence(attachments: ReadonlyMap<string, string>): void {
  for (const name of evidence) assert.ok(attachments.get(name), name)
  assert.match(attachments.get('pods.yaml') ?? '', /reason: (ImagePullBackOff|ErrImagePull)/)
}

async function withFault(t: TestContext, text: string): Promise<SimulatedLab> {
  const [name = '', list = ''] = text.split(':')
  const parameters = Object.fromEntries(
    list
      .split(',')
      .filter(Boolean)
      .map((pair) => pair.split('=') as [string, string]),
  )
  return SimulatedLab.start(t, { faults: [{ name, parameters }] })
}

async function failing(t: TestContext, fault: string): Promise<Answer> {
  const lab = await withFault(t, fault)
  const cluster = 'features/cluster.feature'
  const run = await start(t, ['run', '--testbed', lab.file, cluster, ...new Results(t).options])
    .finished
  assert.equal(run.exitCode, 1, run.stdout + run.stderr)
  assert.deepEqual(lab.traces(), [])
  return run
}
