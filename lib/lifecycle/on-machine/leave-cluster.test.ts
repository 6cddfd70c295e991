import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { root } from '../../host/command'
import { ask } from '../fixtures/contended-vmhost'
import { LeaseShell } from '../fixtures/lease-shell'
import { request } from '../fixtures/test-machine'

const cluster = '2026-built-cluster'

test('a run whose lease was ended by who undoes it takes its cluster along', async (t) => {
  const shell = await buriedBuilder(t)
  assert.equal(await left(shell, '2026-built'), cluster)
})

test('not while another run is there, which may have used it, too', async (t) => {
  const shell = await buriedBuilder(t)
  await shell.call(root`mkdir "$BASE"/2026-used`)
  assert.equal(await left(shell, '2026-built'), '')
})

test('nor one that is kept, or that somebody uses', async (t) => {
  const shell = await buriedBuilder(t)
  await shell.call(root`echo kept > "$BASE"/${cluster}/state`)
  assert.equal(await left(shell, '2026-built'), '')
  await shell.call(root`
    echo running > "$BASE"/${cluster}/state
    use_cluster 2026-undoes shared ${cluster}`)
  assert.equal(await left(shell, '2026-built'), '')
})

test("a cluster's own journal looks for no other cluster", async (t) => {
  const shell = await buriedBuilder(t)
  assert.equal(await left(shell, '2026-other-cluster'), '')
})

/** A run has built a cluster and died; another one, which knows that, has taken the vmhost to undo it. */
async function buriedBuilder(t: TestContext): Promise<LeaseShell> {
  const shell = new LeaseShell(t)
  await ask(shell, { ...request, use: 'cluster', run: '2026-built' })
  await shell.call(root`
    mkdir -p "$BASE"/2026-built "$BASE"/${cluster}
    echo running > "$BASE"/${cluster}/state
    use_cluster 2026-built shared ${cluster}`)
  shell.elapse(request.seconds + 1)
  const { outcome } = await ask(shell, { ...request, use: 'alone', run: '2026-undoes' })
  assert.equal(outcome, 'taken')
  return shell
}

const left = async (shell: LeaseShell, run: string): Promise<string> => {
  const { stdout, exitCode } = await shell.call(root`leave_cluster ${run}`)
  assert.equal(exitCode, 0)
  return stdout
}
