import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Host } from '../../host/host'
import { containerOfPodRuns, noPodContainers, podContainers } from './pod-containers'

const uid = '8f5e411a-eb3f-4367-b4c2-7997b8f1e225'
const workload = `k8s_mock-ds-container_test-daemonset-t7ct5_default_${uid}_0`
const sandbox = `k8s_POD_test-daemonset-t7ct5_default_${uid}_0`
const foreign = 'k8s_snmp_snmp-4xk2p_sonic_11111111-eb3f-4367-b4c2-7997b8f1e225_0'

const dutWith = (...names: string[]): Host =>
  ({
    name: 'vlab-01',
    run: async () => ({ stdout: names.map((each) => `${each}\n`).join('') }),
  }) as unknown as Host

const never = new AbortController().signal

test("a workload's containers are its own only, the sandbox among them", async () => {
  const found = await podContainers(dutWith(workload, sandbox, foreign, 'snmp'), 'test-daemonset')
  assert.deepEqual(
    found.map(({ name }) => name),
    [workload, sandbox],
  )
})

test('the container of a pod is told by the uid: an older pod of the same workload does not count', async () => {
  const look = (pod: { name: string; uid: string }): Promise<{ met: boolean }> =>
    containerOfPodRuns(dutWith(workload, sandbox), 'mock-ds-container', pod).check(never)
  assert.equal((await look({ name: 'test-daemonset-t7ct5', uid })).met, true)
  assert.equal((await look({ name: 'test-daemonset-zzzzz', uid: 'another' })).met, false)
})

test('a sandbox that is left counts as a container that is left', async () => {
  const verdict = await noPodContainers(dutWith(sandbox, foreign), 'test-daemonset').check(never)
  assert.deepEqual(verdict, { met: false, seen: sandbox })
  assert.equal((await noPodContainers(dutWith(foreign), 'test-daemonset').check(never)).met, true)
})
