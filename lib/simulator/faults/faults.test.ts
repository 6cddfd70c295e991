import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { simulateTestbed, type SimulatedTestbed } from '../simulate-testbed'
import { UnknownSwitch } from '../switches/switchable'
import { faults } from './catalogue'

let testbed: SimulatedTestbed
before(async () => {
  testbed = await simulateTestbed({ scale: 0 })
})
after(() => testbed.close())

test('every fault has a name of its own, tells what happens, and can be switched on and off', async () => {
  assert.ok(faults.all.length >= 32, `${faults.all.length} faults`)
  assert.equal(new Set(faults.all.map(({ name }) => name)).size, faults.all.length)
  for (const { name, what } of faults.all) {
    assert.match(what, /\S\.$/)
    await testbed.faults.switchOn(name)
    assert.ok(testbed.faults.active().includes(name))
    await testbed.faults.switchOff(name)
  }
  assert.deepEqual(testbed.faults.active(), [])
})

test('a fault on the command line is a name with parameters; nonsense is refused with what there is', () => {
  assert.deepEqual(faults.parse('port-taken:port=7000'), {
    name: 'port-taken',
    parameters: { port: '7000' },
  })
  assert.deepEqual(faults.parse('no-docker'), { name: 'no-docker', parameters: {} })
  for (const [text, message] of [
    ['nosuch', /There is no fault "nosuch"/],
    ['port-taken:prot=1', /has no parameter "prot". Next: one of: port/],
    ['port-taken:7000', /"7000" of fault port-taken is not of the form key=value/],
    ['port-taken:port=x', /port=x of the fault port-taken is no whole number \(which port\)/],
  ] as const)
    assert.throws(
      () => faults.parse(text),
      (error) => error instanceof UnknownSwitch && message.test(error.message),
    )
})

test('a machine that does not exist is refused with those that do', async () => {
  await assert.rejects(
    testbed.faults.switchOn('kubelet-dead', { dut: 'vlab-77' }),
    /There is no DUT vlab-77. Next: one of vlab-01/,
  )
  await assert.rejects(
    testbed.faults.switchOn('ssh-slow', { machine: 'vlab-77' }),
    /There is no machine vlab-77. Next: one of vmhost, vlab-01/,
  )
})
