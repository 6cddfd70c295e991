import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { type Command } from '../../host/command'
import { ConnectionLost } from '../../host/connection/connection-lost'
import { localShell } from '../../host/fixtures/local-shell'
import { type Host } from '../../host/host'
import { request } from '../fixtures/test-machine'
import { lookAtLeases } from './lease'
import { takeMachine } from './machine-lease'
import { restore } from '../restore/restore'

test('whoever stops waiting for a vmhost keeps nobody waiting, and leaves nothing behind', async (t) => {
  const base = newBase(t)
  const host = localShell('dash')
  const wanted = { ...request, use: 'cluster' } as const
  await takeMachine(host, { ...wanted, run: '1-builds' }, { base })
  const interruption = new AbortController()
  const waiting = takeMachine(
    host,
    { ...wanted, run: '2-waits' },
    { base, signal: interruption.signal, onProgress: () => interruption.abort() },
  )
  await assert.rejects(waiting)
  const { leases } = await lookAtLeases(host, base)
  assert.deepEqual(
    leases.map(({ run }) => run),
    ['1-builds'],
  )
  await restore(host, '1-builds', { base })
  assert.ok(!existsSync(base))
})

test('whoever is interrupted while a machine gives its lease does not keep it', async (t) => {
  const base = newBase(t)
  const interruption = new AbortController()
  const shell = localShell('dash')
  let answer: Promise<unknown> | undefined
  const host = {
    ...shell,
    run: (command: Command) => {
      interruption.abort()
      answer = shell.run(command)
      return answer
    },
  } as unknown as Host
  await assert.rejects(takeMachine(host, request, { base, signal: interruption.signal }))
  await answer
  assert.ok(!existsSync(base))
})

test('a lease that a broken connection did not tell of is not kept', async (t) => {
  const base = newBase(t)
  const shell = localShell('dash')
  const host = {
    ...shell,
    async run(command: Command) {
      await shell.run(command)
      throw new ConnectionLost('vlab-01', 'a test')
    },
  } as unknown as Host
  await assert.rejects(takeMachine(host, request, { base }), { name: 'ConnectionLost' })
  assert.ok(!existsSync(base))
})

test('the age of a marker that was waited for is no fencing number', async (t) => {
  const base = newBase(t)
  const answers = ['marker\t18\n']
  const shell = localShell('dash')
  const host = {
    ...shell,
    run: (command: Command) => {
      const stdout = answers.shift()
      return stdout === undefined ? shell.run(command) : { stdout }
    },
  } as unknown as Host
  const { number } = await takeMachine(host, { ...request, use: 'existing' }, { base })
  assert.ok(number > 18)
})

function newBase(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'line-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'kubesonic')
}
