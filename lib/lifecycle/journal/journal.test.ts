import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../../host/command'
import { run, testMachine } from '../fixtures/test-machine'
import { Journal } from './journal'
import { notArmedExitCode } from '../../host/not-armed'
import { restore } from '../restore/restore'

for (const shell of ['dash', 'bash'] as const) {
  test(`${shell}: keep, undo script, deed: in this order`, async (t) => {
    const machine = await testMachine(t, shell)
    const file = machine.at('order')
    await machine.change({
      what: 'Order of things',
      keep: root`ls "$JOURNAL" | grep -c 'order-of-things.sh$' > ${file} || :`,
      undo: root`echo undone`,
      do: root`ls "$JOURNAL" | grep -c 'order-of-things.sh$' >> ${file}`,
    })
    assert.equal(machine.read('order'), '0\n1\n')
  })

  test(`${shell}: an undo script can be read and run by itself`, async (t) => {
    const machine = await testMachine(t, shell)
    await machine.change({ what: 'a  file\nof mine', undo: root`echo "it's $ENTRY"`, do: root`:` })
    const script = readFileSync(join(machine.journal.directory, '001-a-file-of-mine.sh'), 'utf8')
    assert.match(
      script,
      new RegExp(
        `^#!/bin/sh
# undo: a file of mine \\(changed \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ by run ${run}\\)
JOURNAL=${machine.journal.directory}
ENTRY=${machine.journal.directory}/001-a-file-of-mine
\\. "\\$JOURNAL/undo\\.sh"
undoing

echo "it's \\$ENTRY"

finish
$`,
      ),
    )
    const report = await machine.restore()
    assert.equal(report.entries[0]?.detail, `it's ${machine.journal.directory}/001-a-file-of-mine`)
  })

  test(`${shell}: changes are undone last first, and nothing is left of the journal`, async (t) => {
    const machine = await testMachine(t, shell)
    const log = machine.at('log')
    for (const what of ['one', 'two', 'three'])
      await machine.change({ what, undo: root`echo ${what} >> ${log}`, do: root`:` })
    const lines: string[] = []
    const report = await machine.restore((line) => lines.push(line))
    assert.equal(machine.read('log'), 'three\ntwo\none\n')
    assert.deepEqual(
      report.entries.map(({ entry, outcome }) => `${entry} ${outcome}`),
      ['003-three undone', '002-two undone', '001-one undone'],
    )
    assert.equal(report.complete, true)
    assert.match(lines[0] ?? '', /^undoing three \(changed /)
    assert.equal(lines[1], '003-three undone')
    assert.equal(existsSync(machine.base), false)
  })

  test(`${shell}: a failing undo does not keep the others from being undone, and is tried again`, async (t) => {
    const machine = await testMachine(t, shell)
    const log = machine.at('log')
    await machine.change({ what: 'first', undo: root`echo first >> ${log}`, do: root`:` })
    const obstacle = machine.at('obstacle')
    await machine.change({
      what: 'second',
      undo: root`[ ! -e ${obstacle} ] || { echo 'no way' >&2; false; }
        echo second >> ${log}`,
      do: root`:`,
    })
    writeFileSync(obstacle, '')
    const report = await machine.restore()
    assert.deepEqual(report.entries, [
      { entry: '002-second', outcome: 'failed', detail: 'no way' },
      { entry: '001-first', outcome: 'undone', detail: '' },
    ])
    assert.equal(report.complete, false)
    assert.deepEqual(await machine.runs(), [{ run, state: 'restoring', changes: 1, owner: 'gone' }])

    rmSync(obstacle)
    assert.equal((await machine.restore()).complete, true)
    assert.equal(machine.read('log'), 'first\nsecond\n')
    assert.deepEqual(await machine.runs(), [])
  })

  test(`${shell}: a deed that fails leaves its undo behind`, async (t) => {
    const machine = await testMachine(t, shell)
    const file = machine.at('half')
    const change = {
      what: 'half',
      undo: root`rm -f ${file}`,
      do: root`touch ${file}; false; touch ${file}.2`,
    }
    assert.equal((await machine.attempt(change)).exitCode, 1)
    assert.equal(existsSync(`${file}.2`), false)
    await machine.restore()
    assert.equal(existsSync(file), false)
  })

  test(`${shell}: a failing keep stops the change before its deed, and leaves nothing to undo`, async (t) => {
    const machine = await testMachine(t, shell)
    const file = machine.at('never')
    const change = {
      what: 'x',
      keep: root`false; true`,
      undo: root`false`,
      do: root`touch ${file}`,
    }
    assert.equal((await machine.attempt(change)).exitCode, 1)
    assert.equal(existsSync(file), false)
    assert.deepEqual((await machine.restore()).entries, [])
    assert.equal(existsSync(machine.base), false)
  })

  test(`${shell}: once restored, the run may change nothing more`, async (t) => {
    const machine = await testMachine(t, shell)
    await machine.change({ what: 'kept', undo: root`say_kept 'not mine'`, do: root`:` })
    await machine.restore()
    const file = machine.at('late')
    const { exitCode } = await machine.attempt({
      what: 'late',
      undo: root`:`,
      do: root`touch ${file}`,
    })
    assert.equal(exitCode, notArmedExitCode)
    assert.equal(existsSync(file), false)
    await assert.rejects(machine.journal.open(machine.host), { message: /does not hold the lease/ })
  })

  test(`${shell}: what was kept is reported, the journal stays, the machine counts as restored`, async (t) => {
    const machine = await testMachine(t, shell)
    await machine.change({ what: 'x', undo: root`say_kept one; say_kept two`, do: root`:` })
    const report = await machine.restore()
    assert.deepEqual(report.entries, [{ entry: '001-x', outcome: 'kept', detail: 'one; two' }])
    assert.equal(report.complete, false)
    assert.equal(readFileSync(join(machine.journal.directory, 'state'), 'utf8'), 'restored\n')
    assert.equal((await machine.runs())[0]?.state, 'restored')
  })

  test(`${shell}: a runner killed in the middle of a change leaves a machine that can be put back`, async (t) => {
    const machine = await testMachine(t, shell)
    const [started, late] = [machine.at('started'), machine.at('late')]
    const script = machine.journal.compose({
      what: 'slow',
      undo: root`rm -f ${started} ${late}`,
      do: root`touch ${started}; sleep 2; touch ${late}`,
    }).script
    const child = spawn(shell, ['-c', script], { detached: true, stdio: 'ignore' })
    const ended = once(child, 'exit')
    while (!existsSync(started)) await new Promise((resolve) => setImmediate(resolve))
    const report = await machine.restore()
    assert.equal(report.complete, true)
    assert.deepEqual(await ended, [null, 'SIGTERM'], 'the deed was ended before it was undone')
    assert.equal(existsSync(started) || existsSync(late), false)
  })

  test(`${shell}: a restore that died is finished by the next one`, async (t) => {
    const machine = await testMachine(t, shell)
    await machine.change({ what: 'one', undo: root`:`, do: root`:` })
    symlinkSync('4194999 1 1', join(machine.journal.directory, 'restoring.lock'))
    rmSync(join(machine.journal.directory, 'armed'))
    writeFileSync(join(machine.journal.directory, 'state'), 'restoring\n')
    assert.equal((await machine.runs())[0]?.state, 'restoring')
    assert.equal((await machine.restore()).complete, true)
  })

  test(`${shell}: an undo whose restore was killed is ended before it is run again`, async (t) => {
    const machine = await testMachine(t, shell)
    const log = machine.at('log')
    await machine.change({
      what: 'slow',
      undo: root`echo begin >> ${log}; sleep 3; echo end >> ${log}`,
      do: root`:`,
    })
    const script = join(machine.journal.directory, 'restore.sh')
    const first = spawn(shell, [script], { detached: true, stdio: 'ignore' })
    while (!existsSync(log)) await new Promise((resolve) => setImmediate(resolve))
    process.kill(-first.pid!, 'SIGKILL')
    await once(first, 'exit')
    assert.equal((await machine.restore()).complete, true)
    assert.equal(machine.read('log'), 'begin\nbegin\nend\n')
  })

  test(`${shell}: several processes of one run share the journal`, async (t) => {
    const machine = await testMachine(t, shell)
    await new Journal(run, machine.base).open(machine.host)
    const log = machine.at('log')
    await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        machine.change({ what: 'same', undo: root`echo ${i} >> ${log}`, do: root`:` }),
      ),
    )
    const report = await machine.restore()
    assert.equal(new Set(report.entries.map(({ entry }) => entry)).size, 5)
    assert.equal(machine.read('log').trim().split('\n').length, 5)
  })

  test(`${shell}: a run that is kept on purpose says so`, async (t) => {
    const machine = await testMachine(t, shell)
    await machine.change({ what: 'x', undo: root`:`, do: root`:` })
    assert.equal((await machine.runs())[0]?.owner, 'alive')
    await machine.journal.keep(machine.host)
    assert.equal((await machine.runs())[0]?.state, 'kept')
  })

  test(`${shell}: restoring a run that the machine does not know does nothing`, async (t) => {
    const machine = await testMachine(t, shell)
    const report = await restore(machine.host, 'another', { base: machine.base })
    assert.deepEqual(report, { run: 'another', entries: [], complete: true })
    assert.equal(existsSync(machine.journal.directory), true)
  })
}

test('the undo scripts keep to the listed subset of sh', async (t) => {
  const { journal } = await testMachine(t, 'dash')
  for (const name of ['undo.sh', 'lease.sh', 'switch.sh', 'beat.sh', 'boot.sh', 'restore.sh']) {
    const script = readFileSync(join(journal.directory, name), 'utf8')
    assert.doesNotMatch(script, /\btrap\b|[^&>]&(?![&\d])\s*$/m, name)
    assert.doesNotMatch(script, /\[\[|^\s*local\b|<<</m, name)
  }
})
