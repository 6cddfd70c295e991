import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HandoverLab, registry } from './testing/handover-lab'

const version = (n: number): { image: string; version: string } => ({
  image: `${registry}/docker-snmp:v${n}`,
  version: `2026110${n}.01`,
})

/** SNMP runs locally, is then given to Kubernetes, and runs in a pod of version 2. */
async function kubeRuns(lab: HandoverLab): Promise<void> {
  await lab.systemctl('start')
  await lab.until('the local container is stable', () => 'container_stable_version' in lab.row)
  lab.setOwner('kube')
  lab.apply(version(2))
  await lab.until('the pod is ready', () => lab.podIsReady)
}

const running = (lab: HandoverLab): string[] =>
  lab.dut.docker
    .containers()
    .filter(({ status, spec }) => status === 'running' && !spec.name.startsWith('k8s_POD'))
    .map(({ spec }) => spec.name.replace(/(k8s_snmp)_.*/, '$1'))

test('a feature goes from local to Kubernetes, to another version, and back to local', async () => {
  await using lab = await HandoverLab.begin()
  await kubeRuns(lab)
  assert.equal(lab.row['current_owner'], 'kube')
  assert.equal(lab.row['remote_state'], 'running')
  assert.equal(lab.row['container_version'], '20261102.01')
  assert.deepEqual(running(lab), ['k8s_snmp'])

  lab.apply(version(3))
  await lab.until('version 3 runs', () => lab.row['container_version'] === '20261103.01')
  await lab.until('its pod is ready', () => lab.podIsReady)
  assert.equal(lab.row['remote_state'], 'running')
  await lab.clock.pass(30)
  assert.equal(lab.row['container_stable_version'], '20261103.01')
  assert.deepEqual(lab.dut.docker.images.find('docker-snmp:latest')?.spec.env?.at(-1), 'IMAGE_VERSION=20261103.01') // prettier-ignore

  lab.setOwner('local')
  await lab.until('the pod is gone', () => lab.pods.length === 0)
  assert.equal(lab.row['current_owner'], 'local')
  assert.equal(lab.labels['snmp_enabled'], 'false')
  assert.deepEqual(running(lab), ['snmp'])
})
