import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binaryOf, findExecutable } from './executables'
import type { Machine } from '../machine'
import { testMachine } from '../testing/test-machine'

const path = '/usr/local/bin:/usr/bin'

const newMachine = (): Machine => {
  const machine = testMachine()
  machine.install({ name: 'tool', run: (args) => ({ stdout: `tool ${args.join(',')}\n` }) })
  return machine
}

const find = (machine: Machine, name: string) =>
  findExecutable(machine, machine.fs, { name, path, cwd: '/root' })

test('a file that comes earlier in PATH is what is run', async () => {
  const machine = newMachine()
  machine.fs.writeText('/usr/local/bin/tool', '#!/bin/sh\necho mine\n', { mode: 0o755 })
  assert.equal((await machine.exec('tool a')).stdout, 'mine\n')
  machine.fs.writeText('/usr/local/bin/tool', binaryOf('tool'), { mode: 0o755 })
  assert.equal((await machine.exec('/usr/local/bin/tool a b')).stdout, 'tool a,b\n')
})

test('what cannot be started says why', () => {
  const machine = newMachine()
  machine.fs.writeText('/usr/local/bin/text', 'echo x\n')
  assert.deepEqual(find(machine, 'nosuch'), { missing: 'nowhere' })
  assert.deepEqual(find(machine, './nosuch'), { missing: 'no such file' })
  assert.deepEqual(find(machine, '/tmp'), { missing: 'a directory' })
  assert.deepEqual(find(machine, 'text'), { missing: 'not executable' })
  machine.declareAbsent('tool')
  assert.deepEqual(find(machine, 'tool'), { missing: 'nowhere' })
})

test('a script is read by what stands behind #!, and an interpreter that nobody has is reported', async () => {
  const machine = newMachine()
  const unknown: string[] = []
  machine.onUnknown(({ command }) => unknown.push(command))
  machine.fs.writeText('/opt/a', '#!/bin/bash\n[[ a == a ]] && echo bash\n', { mode: 0o755 })
  machine.fs.writeText('/opt/b', '#!/bin/sh -e\nfalse; echo never\n', { mode: 0o755 })
  machine.fs.writeText('/opt/c', '#!/usr/bin/env ruby\nputs 1\n', { mode: 0o755 })
  const { stdout } = await machine.exec('/opt/a; /opt/b; echo $?; /opt/c; echo $?')
  assert.equal(stdout, 'bash\n1\n127\n')
  assert.deepEqual(unknown, ['ruby'])
})

test('grep, sed and others are run where only a program is asked for, too', async () => {
  const { stdout } = await newMachine().exec(
    'timeout 5 grep -c root /etc/passwd; env sed -n 1p /etc/hostname; timeout 5 tr a b < /dev/null; timeout 5 cat /etc/hostname',
  )
  assert.equal(stdout, '1\nh\nh\n')
})
