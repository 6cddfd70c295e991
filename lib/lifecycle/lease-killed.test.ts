import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { type Command, root } from '../host/command'
import { localShell } from '../host/fixtures/local-shell'
import { type Host } from '../host/host'
import { SeededRandom } from '../simulator/random'
import { pause } from '../wait/pause'
import { request } from './fixtures/test-machine'
import { askForLease, readAnswer, underLeaseLock } from './lease'

const killRounds = 10

test('10 rounds of real processes, some killed in the middle: never two holders, and the next gets in', async (t) => {
  const { most, inVain } = await rounds(t, (script) => script)
  assert.equal(most, 1)
  assert.equal(inVain, 0)
})

test('without the lock, two get in', async (t) => {
  const unlocked = (script: string): string =>
    script.replace(/flock -w 120 \S+/, 'env').replace('choose_mode\n', 'choose_mode; sleep 0.05\n')
  assert.ok((await rounds(t, unlocked, 1)).most > 1)
})

async function rounds(
  t: TestContext,
  altered: (script: string) => string,
  count = killRounds,
): Promise<{ most: number; inVain: number }> {
  const directory = mkdtempSync(join(tmpdir(), 'killed-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const base = join(directory, 'kubesonic')
  const random = new SeededRandom(3)
  let [most, inVain] = [0, 0]
  for (let round = 0; round < count; round++) {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, async (_, i) => {
        const script = altered(await scriptOf(base, `${round}-${i}`))
        return outcomeOf(script, count > 1 && i % 2 === 0 ? random.between(0, 60) : undefined)
      }),
    )
    most = Math.max(most, outcomes.filter((outcome) => outcome === 'taken').length)
    if (!(await getsIn(base, `${round}-last`))) inVain++
  }
  assert.deepEqual(existsSync(base) ? readdirSync(base, { recursive: true }) : [], [])
  return { most, inVain }
}

/** The very script that a runner sends. */
async function scriptOf(base: string, run: string): Promise<string> {
  let script = ''
  const recorder = {
    run: (command: Command) => {
      script = command.script
      return Promise.resolve({ stdout: '', stderr: '', exitCode: 0, ms: 0 })
    },
  } as unknown as Host
  await askForLease(recorder, { ...request, run }, { base })
  return script
}

async function outcomeOf(script: string, killAfter: number | undefined): Promise<string> {
  const child = spawn('dash', ['-c', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let stdout = ''
  child.stdout.on('data', (chunk) => (stdout += String(chunk)))
  const ended = once(child, 'close')
  if (killAfter !== undefined) {
    await pause(killAfter)
    if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGKILL')
  }
  await ended
  return readAnswer(stdout).outcome
}

/** Somebody who knows that the others are gone, as a runner of the same machine does; lets go again. */
async function getsIn(base: string, run: string): Promise<boolean> {
  const host = localShell('dash')
  const wanted = { ...request, run }
  const { leases } = await askForLease(host, wanted, { base })
  const dead = leases.filter((lease) => lease.run !== run).map(({ number }) => number)
  const { outcome } = await askForLease(host, wanted, { base, dead })
  await host.run(underLeaseLock(base, root`let_go ${run}`))
  return outcome === 'taken'
}
