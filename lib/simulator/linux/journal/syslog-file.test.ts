import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootTestDut } from '../../dut/test-dut'

test('/var/log/syslog is as rsyslog of SONiC makes it: for root and adm, with the year; it can be added to and emptied', async (t) => {
  const { dut, close } = await bootTestDut({ variant: '202505' })
  t.after(close)
  const sh = async (script: string, user = 'root'): Promise<string> =>
    (await dut.machine.exec(script, { user })).stdout
  assert.equal(await sh('stat -c "%a %U:%G" /var/log/syslog'), '640 root:adm\n')
  await sh('logger -t mark hello', 'admin')
  assert.match(
    await sh('grep hello /var/log/syslog', 'admin'),
    /^\d{4} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\.\d{6} vlab-01 NOTICE mark: hello\n$/,
  )
  await sh('echo by hand >> /var/log/syslog; logger -t mark after')
  assert.match(
    await sh('grep -E "by hand|mark: after" /var/log/syslog'),
    /^by hand\n.* mark: after\n$/,
  )
  await sh(': > /var/log/syslog; logger -t mark anew')
  assert.match(await sh('grep -E "mark: |by hand" /var/log/syslog'), /^.* mark: anew\n$/)
})
