import assert from 'node:assert/strict'
import inspector from 'node:inspector'
import { test } from 'node:test'
import { type Testbed } from '../../testbed/testbed'
import { holdForPerson, leaseRemark, leaseSeconds, leaseSecondsOf } from './lease-time'

const vmhost = { name: 'vmhost' }
const dut = { name: 'vlab-01' }
const testbed = { vmhost, duts: [dut], lease: { seconds: 120 } } as unknown as Testbed

test('a vmhost is held three minutes longer than the DUTs, which need its API to disjoin', () => {
  assert.equal(leaseSecondsOf(testbed, testbed.duts[0]!), 120)
  assert.equal(leaseSecondsOf(testbed, testbed.vmhost), 300)
  assert.equal(leaseRemark(testbed), undefined)
})

test('under a debugger the lease is an hour, and that is said', () => {
  inspector.open(0)
  try {
    assert.equal(leaseSeconds(testbed), 3600)
    assert.match(leaseRemark(testbed) ?? '', /A debugger is attached.*after 60 minutes, not 120 s/)
    const longer = { ...testbed, lease: { seconds: 7200 } }
    assert.equal(leaseSeconds(longer), 7200, 'never shorter than the testbed file says')
  } finally {
    inspector.close()
  }
  assert.equal(leaseSeconds(testbed), 120)
})

test('so is it while a person looks at the machines, and no longer', () => {
  holdForPerson(true)
  assert.equal(leaseSeconds(testbed), 3600)
  holdForPerson(false)
  assert.equal(leaseSeconds(testbed), 120)
})
