import assert from 'node:assert/strict'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { minutes, milliseconds } from '../wait/duration'
import { runOnRunner } from './verify-command'

const options = { environment: {}, folder: '/', within: minutes(1) }

test('a command is told of the testbed and runs where its user stands; what it says is kept', async (t) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kubesonic-verify-')))
  t.after(() => rmSync(folder, { recursive: true }))
  const environment = { KUBESONIC_DUT: 'vlab-01' }
  const said = await runOnRunner('pwd; echo "on $KUBESONIC_DUT" >&2', {
    ...options,
    ...{ environment, folder },
  })
  assert.equal(said, `${folder}\non vlab-01\n`)
})

test('one that fails is told by its exit code or signal, and its last lines', async () => {
  await assert.rejects(runOnRunner('echo "2 failed"; exit 3', options), {
    name: 'VerifyFailed',
    message: /ended with 3:\n {2}2 failed$/,
  })
  await assert.rejects(runOnRunner('kill -9 $$', options), /ended by SIGKILL/)
})

test('one that does not end in time is ended with all that it started', async () => {
  await assert.rejects(
    runOnRunner('echo begun; sleep 600 & sleep 600', { ...options, within: milliseconds(300) }),
    { name: 'VerifyFailed', message: /did not end in 0.3 s:\n {2}begun/ },
  )
})

test('one that runs when the run is interrupted ends with it', async () => {
  const interrupted = new AbortController()
  const running = runOnRunner('sleep 600', { ...options, signal: interrupted.signal })
  interrupted.abort(new Error('Interrupted by SIGINT'))
  await assert.rejects(running, /Interrupted by SIGINT/)
})
