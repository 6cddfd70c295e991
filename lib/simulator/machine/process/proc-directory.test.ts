import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootTestDut } from '../../dut/test-dut'
import { testMachine } from '../testing/test-machine'

const admin = { name: 'admin', uid: 1000, gid: 1000, home: '/home/admin', groups: [], sudo: 'all' } as const // prettier-ignore

test('/proc/self is the process that asks: a shell, its pipelines and jobs, what sudo runs', async () => {
  const machine = testMachine({ users: [admin] })
  const said = async (script: string): Promise<string> =>
    (await machine.exec(script, { user: 'admin' })).stdout
  assert.equal(await said('[ "$(readlink /proc/self)" = $$ ] && echo own'), 'own\n')
  assert.equal(await said('cat /proc/self/status | grep ^Uid'), 'Uid:\t1000\t1000\t1000\t1000\n')
  assert.equal(
    await said('readlink /proc/self > f & job=$!; wait; [ "$(cat f)" = $job ] && echo job'),
    'job\n',
  )
  assert.equal(await said('sudo cat /proc/self/comm'), 'cat\n')
  assert.equal(await said('sudo grep -h ^CapEff /proc/self/status'), 'CapEff:\t000001ffffffffff\n')
  assert.equal(await said('readlink /proc/self/exe /proc/1/exe'), '/usr/bin/bash\n/usr/lib/systemd/systemd\n') // prettier-ignore
  assert.equal(await said('cmp /proc/self/mounts /proc/mounts && echo same'), 'same\n')
})

test('a machine shows its interfaces, its ways out and what listens in /proc/net', async (t) => {
  const { dut, close } = await bootTestDut()
  t.after(close)
  const said = async (script: string): Promise<string> => (await dut.machine.exec(script)).stdout
  assert.equal(await said("awk -F: 'NR > 2 {print $1}' /proc/net/dev"), '    lo\n  eth0\ndocker0\n')
  assert.equal(
    await said('awk \'$4 == "0003" {print $1, $2, $3}\' /proc/net/route'),
    'eth0 00000000 0100FA0A\n',
  )
  assert.equal(await said("awk '$4 == \"0A\" {print $2}' /proc/net/tcp"), '0100007F:18EB\n00000000:0016\n') // prettier-ignore
})
