import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootTestDut } from '../../dut/test-dut'

test('runuser runs a command or a shell as somebody else, for root alone', async (t) => {
  const { dut, close } = await bootTestDut()
  t.after(close)
  const type = async (line: string, user = 'root'): Promise<string> => {
    const { stdout, stderr, exitCode } = await dut.machine.exec(line, { user })
    return `${stdout}${stderr}${exitCode}`
  }
  assert.equal(await type('runuser -u admin -- id -un'), 'admin\n0')
  assert.equal(await type("runuser -u admin sh -c 'id -un; exit 3'"), 'admin\n3')
  assert.equal(await type("runuser -l admin -c 'pwd; id -un'"), '/home/admin\nadmin\n0')
  assert.equal(
    await type('runuser nosuch -c id'),
    'runuser: user nosuch does not exist or the user entry does not contain all the required fields\n1',
  )
  assert.equal(
    await type('/usr/sbin/runuser -u root id', 'admin'),
    'runuser: may not be used by non-root users\n1',
  )
  assert.match(await type('su - admin -c "id -un"'), /^admin\n0$/)
})
