import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path, { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestbedEvent } from './event-log/testbed-event'
import type { ReadyLine } from './testbed-process'

test('a child says that it is ready, outlives Ctrl-C, and ends without a trace when its stdin closes', async () => {
  const { child, testbed } = await start()
  assert.ok(existsSync(testbed))
  child.kill('SIGINT')
  await sleep(100)
  assert.equal(child.exitCode, null)
  child.stdin?.end()
  assert.deepEqual(await once(child, 'exit'), [0, null])
  assert.equal(existsSync(dirname(testbed)), false)
})

test('with --events what happens is written to a file, a line of JSON each', async () => {
  const file = path.join(tmpdir(), `kubesonic-events-${process.pid}.jsonl`)
  const { child } = await start('--events', file, '--fault', 'join-slow:seconds=5')
  child.stdin?.end()
  await once(child, 'exit')
  const [first = ''] = readFileSync(file, 'utf8').split('\n')
  rmSync(file)
  const { atMs, ...event } = JSON.parse(first) as TestbedEvent
  assert.equal(typeof atMs, 'number')
  assert.deepEqual(event, { where: 'testbed', component: 'fault', what: 'join-slow on seconds=5' })
})

test('a child ends with SIGTERM and leaves nothing', async () => {
  const { child, testbed } = await start()
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  assert.equal(existsSync(dirname(testbed)), false)
})

async function start(...more: string[]): Promise<{ child: ChildProcess; testbed: string }> {
  const args = ['bin/kubesonic.cjs', 'simulate', '--child', '--pace', '0', ...more]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { ready, testbed } = JSON.parse(line) as ReadyLine
  assert.equal(ready, true)
  return { child, testbed }
}
