import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../../host/command'
import { run } from '../fixtures/test-machine'
import { lookedAt } from './fixtures/looked-at'
import { hearReceipts } from './left-receipts'
import { ReceiptReader } from './receipt'
import { judge } from './verdict'

for (const shell of ['dash', 'bash'] as const) {
  test(`${shell}: a machine that put itself back tells who asks first, once`, async (t) => {
    const machine = await lookedAt(t, shell)
    writeFileSync(machine.at('hosts'), 'other')
    execFileSync(shell, [join(machine.journal.directory, 'restore.sh')])
    assert.deepEqual(readdirSync(machine.base), ['receipts'])
    const [heard] = await hearReceipts(machine.host, [], machine.base)
    assert.equal(heard?.run, run)
    assert.match(heard?.verdict.complaints[0] ?? '', /^hosts file: .*hosts was 644 .*, is 644 /)
    assert.deepEqual(await hearReceipts(machine.host, [], machine.base), [])
    assert.equal(existsSync(machine.base), false)
  })

  test(`${shell}: at most twenty receipts are kept, the newest`, async (t) => {
    const machine = await lookedAt(t, shell)
    const receipts = join(machine.base, 'receipts')
    mkdirSync(receipts)
    for (let i = 10; i < 40; i++) writeFileSync(join(receipts, `202501${i}-000000-aaaaa`), '')
    writeFileSync(machine.at('hosts'), 'other')
    execFileSync(shell, [join(machine.journal.directory, 'restore.sh')])
    const kept = readdirSync(receipts).sort()
    assert.equal(kept.length, 20)
    assert.equal(kept.at(-1), run)
  })

  test(`${shell}: what may differ is told and leaves no receipt behind`, async (t) => {
    const machine = await lookedAt(
      t,
      shell,
      (at) => root`
snapshot() { if [ -e ${at('volatile')} ]; then item ~cache x there; else item ~cache x absent; fi; }`,
    )
    writeFileSync(machine.at('volatile'), '')
    execFileSync(shell, [join(machine.journal.directory, 'restore.sh')])
    assert.equal(existsSync(machine.base), false)
  })

  test(`${shell}: a receipt is left where its verdict has a complaint, after a boot, too`, async (t) => {
    const [unit, lock, row] = ['units\tctrmgrd.service', 'locks\t/var/lock/x', 'STATE_DB\tK f']
    const [state, runs] = ['STATE_DB\tFEATURE|a system_state', 'local containers\ta runs']
    const handedOver = (feature: string): string => `~handed over\t${feature}\tby the run`
    const firstStart = [`${state}\tup`, `${runs}\tyes`, 'local containers\ta\timage']
      .concat('STATE_DB\tFEATURE|a container_version\t1', 'STATE_DB\tKUBE_LABELS|SET a_local\t1')
      .join('\n')
    for (const [before, after, expected] of [
      [`${row}\t1`, `${row}\t2`, true],
      [`${row}\t1\n~boots\tboot\ta`, `${row}\t2\n~boots\tboot\tb`, false],
      [`~boots\tboot\ta`, `${row}\t2\n~boots\tboot\tb`, false],
      [
        `${unit}\tactive, enabled\n~boots\tboot\ta`,
        `${unit}\tinactive, enabled\n~boots\tboot\tb`,
        false,
      ],
      [
        `${unit}\tactive, enabled\n~boots\tboot\ta`,
        `${unit}\tfailed, enabled\n~boots\tboot\tb`,
        true,
      ],
      ['~boots\tboot\ta', 'units\tkubesonic-restore.service\tthere\n~boots\tboot\tb', false],
      [`${lock}\t644\n~boots\tboot\ta`, '~boots\tboot\tb', false],
      ['~boots\tboot\ta', `${lock}\t644\n~boots\tboot\tb`, true],
      [`${state}\tup\n${runs}\tyes`, `${state}\tdown\n${runs}\tno\n${handedOver('b')}`, false],
      [`${state}\tup`, `${state}\tdown\n${handedOver('a')}`, true],
      [`${runs}\tyes`, `${runs}\tno\n${handedOver('a')}`, true],
      [row, `${row}\n${firstStart}`, false],
      [row, `${row}\n${firstStart}\n${handedOver('a')}`, true],
      [`${state}\tdown`, firstStart, true],
      [`${state}\tdown`, `${state}\tup\nlocal containers\ta\timage`, true],
      [
        `${row}\t1\nhosts file\tx\ta\n~boots\tboot\ta`,
        `${row}\t2\nhosts file\tx\tb\n~boots\tboot\tb`,
        true,
      ],
    ] as const) {
      const machine = await lookedAt(
        t,
        shell,
        (at) => root`snapshot() { cat ${at('hosts')}; }`,
        `${before}\n`,
      )
      writeFileSync(machine.at('hosts'), `${after}\n`)
      const said = execFileSync(shell, [join(machine.journal.directory, 'restore.sh')], {
        encoding: 'utf8',
      })
      const reader = new ReceiptReader()
      for (const line of said.split('\n')) reader.take(line)
      const { complaints } = judge('vlab-01', reader.receipt!, [])
      assert.deepEqual(
        [complaints.length > 0, existsSync(machine.base)],
        [expected, expected],
        `${before}\n→\n${after}`,
      )
    }
  })

  test(`${shell}: whose machine was put back by another restore meanwhile hears what that one found`, async (t) => {
    const machine = await lookedAt(t, shell)
    const { directory } = machine.journal
    const told = `is\thosts file\thosts\tb\nreceipt\t${run}\t4\t2\n`
    writeFileSync(
      join(directory, 'restore.sh'),
      `mkdir ${machine.base}/receipts && printf '${told}' > ${machine.base}/receipts/${run} && rm -rf ${directory}; exit 2`,
    )
    const { receipt, complete } = await machine.restore()
    assert.deepEqual([receipt?.compared, complete], [{ items: 4, classes: 2 }, true])
    assert.equal(existsSync(machine.base), false)
  })
}
