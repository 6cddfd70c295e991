import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { root } from '../../host/command'
import { localShell } from '../../host/fixtures/local-shell'
import { type Host } from '../../host/host'
import { wireScript } from '../../host/wire-script'
import { request, run } from '../fixtures/test-machine'
import { openJournal } from './journal-opening.sh'
import { askForLease, lookAtLeases, underLeaseLock } from '../lease/lease'

const receipt = root`#!/bin/sh
  : > "\${0%/*}/looked-$1"`

test('an opening fits into one message of SSH, which ssh2 takes to 35,000 bytes, however long it is', () => {
  const directory = `/var/lib/kubesonic/${run}`
  const [short, long] = [root`:`, root`: ${'x'.repeat(1_000_000)}`].map((each) =>
    openJournal({ directory, holder: run, ofCluster: false, receipt: each }),
  )
  const { line } = wireScript(long!.command, { become: 'sudo-password', password: null })
  assert.ok(line.length < 1000, `${line.length} bytes`)
  assert.ok(long!.stdin.length > short!.stdin.length + 1_000_000)
})

for (const shell of ['dash', 'bash'] as const) {
  test(`${shell}: a runner that falls asleep while it sends keeps nobody out, and goes on where it stopped`, async (t) => {
    const { host, base, open, text } = await held(t, shell)
    const opening = open()
    opening.child.stdin.write(text.slice(0, 20))
    assert.equal((await lookAtLeases(host, base)).leases.length, 1)
    assert.equal(existsSync(join(base, run)), false)
    opening.child.stdin.end(text.slice(20))
    assert.equal(await opening.exitCode, 0)
    assert.equal(existsSync(join(base, run, 'looked-before')), true)
    assert.match(readFileSync(join(base, run, 'receipt.sh'), 'utf8'), /^#!\/bin\/sh\n/)
  })

  test(`${shell}: what broke off on its way is not run, and makes no journal`, async (t) => {
    const { base, open, text } = await held(t, shell)
    const opening = open()
    opening.child.stdin.end(text.slice(0, -5))
    assert.equal(await opening.exitCode, 1)
    assert.equal(existsSync(join(base, run)), false)
  })

  test(`${shell}: a runner whose lease has gone meanwhile opens nothing`, async (t) => {
    const { host, base, open, text } = await held(t, shell)
    const opening = open()
    await host.run(underLeaseLock(base, root`let_go ${run}`))
    opening.child.stdin.end(text)
    assert.notEqual(await opening.exitCode, 0)
    assert.equal(existsSync(base), false)
  })
}

interface Held {
  readonly host: Host
  readonly base: string
  /** What opens its journal. */
  readonly text: string
  /** Begins to open it; the text is the test's to send. */
  readonly open: () => {
    readonly child: ReturnType<typeof spawn> & { stdin: NodeJS.WritableStream }
    readonly exitCode: Promise<number>
  }
}

/** A machine whose lease the run has. */
async function held(t: TestContext, shell: 'dash' | 'bash'): Promise<Held> {
  const directory = mkdtempSync(join(tmpdir(), 'opening-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const base = join(directory, 'kubesonic')
  const host = localShell(shell)
  await askForLease(host, request, { base })
  const opening = openJournal({
    directory: join(base, run),
    holder: run,
    ofCluster: false,
    receipt,
  })
  return {
    host,
    base,
    text: opening.stdin,
    open() {
      const child = spawn(shell, ['-c', opening.command.script], {
        stdio: ['pipe', 'ignore', 'ignore'],
      })
      t.after(() => child.kill('SIGKILL'))
      const exitCode = once(child, 'close').then(([code]) => code as number)
      return { child, exitCode }
    },
  }
}
