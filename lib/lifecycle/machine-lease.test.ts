import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { localShell } from '../host/fixtures/local-shell'
import { request } from './fixtures/test-machine'
import { lookAtLeases } from './lease'
import { takeMachine } from './machine-lease'
import { restore } from './restore'

test('whoever stops waiting for a vmhost keeps nobody waiting, and leaves nothing behind', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'line-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const base = join(directory, 'kubesonic')
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
