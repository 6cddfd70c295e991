import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import type { DutSpec } from '../dut/dut-spec'
import { simulateTestbed } from '../simulate-testbed'
import { CannotStart } from './start-and-join'

const columns = (line: string): string[] => line.trim().split(/\s{2,}/)

/** `kubectl get nodes -o wide`, by node name. */
async function nodesOf(duts: readonly DutSpec[]): Promise<Map<string, string[]>> {
  const testbed = await simulateTestbed({ scale: 0, duts, started: true })
  try {
    const { stdout } = await testbed.simulation.vmhost.machine.exec(
      '/usr/local/bin/minikube kubectl -p kubesonic -- get nodes -o wide --no-headers',
    )
    return new Map(
      stdout
        .trim()
        .split('\n')
        .map(columns)
        .map(([name = '', ...others]) => [name, others]),
    )
  } finally {
    await testbed.close()
  }
}

test('DUTs of several branches join one cluster, each with its own Docker and address', async () => {
  const nodes = await nodesOf([
    { variant: '202411' },
    { variant: '202511' },
    { variant: 'master', ipv6: true },
    { variant: 'public' },
  ])
  const facts = [...nodes].slice(1).map(([name, [status, , , version, address, , , , runtime]]) => [
    name, status, version, address, runtime,
  ]) // prettier-ignore
  assert.deepEqual(facts, [
    ['vlab-01', 'Ready', 'v1.22.2', '10.250.0.101', 'docker://24.0.2'],
    ['vlab-02', 'Ready', 'v1.22.2', '10.250.0.102', 'docker://28.2.2'],
    ['vlab-03', 'Ready', 'v1.22.2', 'fd25::103', 'docker://28.5.2'],
  ])
})

test('what is written of a node as it joins belongs to those that a real one names', async () => {
  const testbed = await simulateTestbed({
    scale: 0,
    duts: [{ variant: 'recorded-lab' }],
    started: true,
  })
  try {
    const { stdout } = await testbed.simulation.vmhost.machine.exec(
      "/usr/local/bin/minikube kubectl -p kubesonic -- get node vlab-01 -o jsonpath='{.metadata.managedFields[*].manager}'",
    )
    const managers = ['kube-controller-manager', 'kubeadm', 'kubectl-label', 'kubelet']
    assert.deepEqual([...new Set(stdout.split(' '))].sort(), managers)
  } finally {
    await testbed.close()
  }
})

test('sixteen DUTs join one cluster', async () => {
  const nodes = await nodesOf(Array.from({ length: 16 }, () => ({ variant: 'master' })))
  assert.equal(nodes.size, 17)
  assert.equal([...nodes.values()].filter(([status]) => status === 'Ready').length, 17)
})

test('a DUT whose kubeadm does not go with the cluster is refused with the reason, and nothing is left', async (t) => {
  const folder = ownTemporaryFolder(t)
  await assert.rejects(
    simulateTestbed({
      scale: 0,
      duts: [{ variant: 'recorded-lab' }, { variant: 'master' }],
      started: true,
    }),
    (error) =>
      error instanceof CannotStart &&
      /vlab-02 cannot join: .*only supports deploying clusters with the control plane version >= 1\.21\.0/s.test(
        error.message,
      ),
  )
  assert.deepEqual(readdirSync(folder), [])
})

/** Where other tests have no testbeds that come and go. */
function ownTemporaryFolder(t: TestContext): string {
  const before = process.env['TMPDIR']
  const folder = mkdtempSync(path.join(tmpdir(), 'several-duts-'))
  process.env['TMPDIR'] = folder
  t.after(() => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    rmSync(folder, { recursive: true })
  })
  return folder
}
