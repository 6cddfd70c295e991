import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { ExecResult } from '../../machine/types'
import { machineWithSystemd } from '../testing/machine-with-systemd'

let sh: (script: string) => Promise<ExecResult>
const messages = async (query: string): Promise<string> =>
  (await sh(`journalctl -q -o cat ${query} | tr '\n' ' '`)).stdout.trim()

beforeEach(() => {
  const machine = machineWithSystemd()
  sh = machine.sh
  const record = (identifier: string, unit: string | null, priority: number, message: string) =>
    machine.journal.write({ identifier, unit, priority, message, pid: 7 })
  record('snmp.sh', 'snmp.service', 6, 'one')
  record('container', 'snmp.service', 3, 'two')
  record('logger', null, 4, 'three')
})

test('fields: several values of one are either, several fields both, + is an alternative', async () => {
  assert.equal(await messages('SYSLOG_IDENTIFIER=container SYSLOG_IDENTIFIER=logger'), 'two three')
  assert.equal(await messages('SYSLOG_IDENTIFIER=container _SYSTEMD_UNIT=nosuch.service'), '')
  assert.equal(await messages('SYSLOG_IDENTIFIER=snmp.sh + SYSLOG_IDENTIFIER=logger'), 'one three')
})

test('options are taken as people type them', async () => {
  assert.equal(await messages('-xeu snmp'), 'one two')
  assert.equal(await messages('-n1 -usnmp'), 'two')
  assert.equal(await messages("-u 'sn*'"), 'one two')
  assert.equal(await messages('-p err'), 'two')
  assert.equal(await messages('-p warning..err'), 'two three')
  assert.equal((await sh('journalctl -F _SYSTEMD_UNIT')).stdout, 'snmp.service\n')
  assert.match(
    (await sh('journalctl --no-hostname -u snmp -n 1')).stdout,
    /:\d\d container\[7\]: two\n$/,
  )
  assert.match(
    (await sh('journalctl -o with-unit -n 1 -u snmp')).stdout,
    /UTC vlab-01 snmp\.service\[7\]: two\n$/,
  )
  assert.match((await sh('journalctl --list-boots')).stdout, /^IDX BOOT ID .*\n {2}0 0+1 /)
})

test('what it does not understand is an error, with exit code 1', async () => {
  for (const [line, error] of [
    ['-o nosuch -n 1', "Unknown output format 'nosuch'."],
    ['-p nosuch', 'Unknown log level nosuch'],
    ['--since nosuch', 'Failed to parse timestamp: nosuch'],
    ['-b -1', 'Data from the specified boot (-1) is not available: No such boot ID in journal'],
    ['--nosuch', "journalctl: unrecognized option '--nosuch'"],
    ['-Z', "journalctl: invalid option -- 'Z'"],
  ])
    assert.deepEqual(await sh(`journalctl ${line}`), {
      stdout: '',
      stderr: `${error}\n`,
      exitCode: 1,
    })
})
