import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DutFacts } from '../../dut/dut-facts'
import { type Testbed } from '../../testbed/testbed'
import { CapabilityMissing } from './blocked'
import { insistOnKubernetes, unfitness as unfitnessOf } from './dut-fitness'

const testbed = { vmhost: { address: '10.250.0.1' }, cluster: { kubernetes: 'v1.22.2' } } as Testbed

const dut = { name: 'vlab-01', address: '10.250.0.101' }
const unfitness = (facts: DutFacts, of: Testbed, spec = dut): string | undefined =>
  unfitnessOf(facts, of, spec)

const fit: DutFacts = {
  hostname: 'vlab-01',
  addresses: ['10.250.0.101', '240.127.1.1', 'fd25::101'],
  hasCtrmgrd: true,
  kubeadm: 'v1.22.2',
  dockerCgroupDriver: 'systemd',
  apiServerAddresses: [],
  kubeletDefaults: '',
  configRow: {},
  stateRow: {},
}

test('a factory-fresh DUT with the right Kubernetes is fit', () => {
  assert.equal(unfitness(fit, testbed), undefined)
})

test('a DUT whose API server is disabled is fit, in any spelling', () => {
  for (const disable of ['True', 'true'])
    assert.equal(unfitness({ ...fit, configRow: { ip: '10.0.0.9', disable } }, testbed), undefined)
})

test("a DUT in somebody's cluster is left alone, and so is one that may be joining", () => {
  for (const configRow of [{ ip: '10.0.0.9', disable: 'False' }, { ip: '10.0.0.9' }])
    assert.match(
      unfitness({ ...fit, configRow }, testbed) ?? '',
      /cluster at 10\.0\.0\.9[^]*disable on/,
    )
})

test("another address for the API server's name is refused, the right one is not", () => {
  const withLine = (address: string): DutFacts => ({ ...fit, apiServerAddresses: [address] })
  assert.match(unfitness(withLine('10.0.0.9'), testbed) ?? '', /\/etc\/hosts of vlab-01/)
  assert.equal(unfitness(withLine('10.250.0.1'), testbed), undefined)
})

test('a version skew names the field and the value to set', () => {
  assert.match(
    unfitness({ ...fit, kubeadm: 'v1.20.2' }, testbed) ?? '',
    /set cluster\.kubernetes to v1\.20\.2/,
  )
})

test('an image without ctrmgrd or kubeadm lacks a capability', () => {
  assert.throws(() => insistOnKubernetes({ ...fit, hasCtrmgrd: false }), CapabilityMissing)
  assert.throws(() => insistOnKubernetes({ ...fit, kubeadm: '' }), CapabilityMissing)
})

test('a DUT whose Docker does not answer is not fit: no cgroup driver could be set', () => {
  assert.match(unfitness({ ...fit, dockerCgroupDriver: '' }, testbed) ?? '', /Docker on vlab-01/)
})

test("an address that is none of the DUT's own is refused, in whatever way it is written; a name is not looked up", () => {
  const at = (address: string): string | undefined => unfitness(fit, testbed, { ...dut, address })
  assert.equal(
    at('10.250.0.55'),
    `vlab-01 does not have its address 10.250.0.55, under which its node is to be registered; it has 10.250.0.101, 240.127.1.1, fd25::101.
  Next: correct the field address of vlab-01 in the testbed file.`,
  )
  assert.match(at('fd25::102') ?? '', /does not have its address fd25::102/)
  for (const address of ['FD25:0::0101', 'vlab-01.example']) assert.equal(at(address), undefined)
})
