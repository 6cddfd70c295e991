import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SimulatedClock } from '../clock'
import { SeededRandom } from '../random'
import { binaryOf } from './binaries'
import { contextWith } from './context-with'
import { Machine } from './machine'
import { Programs } from './programs'
import { wordsOfProgram } from './script'
import type { CommandContext, CommandOutput } from './types'

const newMachine = (): Machine => {
  const machine = new Machine({
    hostname: 'h',
    users: [{ name: 'root', uid: 0, gid: 0, home: '/root', groups: [], sudo: 'all' }],
    clock: new SimulatedClock(0),
    random: new SeededRandom(1),
  })
  machine.install({ name: 'tool', run: (args) => ({ stdout: `tool ${args.join(',')}\n` }) })
  return machine
}

const found = (machine: Machine, script: string): string | undefined => {
  const words = wordsOfProgram(script)
  const programs = new Programs(machine, machine.fs, '/usr/local/bin:/usr/bin')
  return words && programs.find(words, '/root')?.command.name
}

const startedAsItIs = [
  ['tool \'a b\' "c" d\\ e', 'tool'],
  ['sudo -n true', 'sudo'],
  ['sh -c "a; b"', 'sh'],
] as const

for (const [script, name] of startedAsItIs) {
  test(`${script} needs no shell`, () => assert.equal(found(newMachine(), script), name))
}

const needingAShell = [
  'tool $x',
  'tool *',
  'tool ~',
  'x=1 tool',
  'tool > f',
  'tool | tool',
  'tool; tool',
  '! tool',
  'tool &',
  'cd /tmp',
  'nosuch',
  './nosuch',
  'grep x f',
  '"$x"',
]

for (const script of needingAShell) {
  test(`${script} needs a shell`, () => assert.equal(found(newMachine(), script), undefined))
}

test('a file that comes earlier in PATH is what is run', async () => {
  const machine = newMachine()
  machine.fs.writeText('/usr/local/bin/tool', '#!/bin/sh\necho mine\n', { mode: 0o755 })
  assert.equal((await machine.exec('tool a')).stdout, 'mine\n')
  machine.fs.writeText('/usr/local/bin/tool', binaryOf('tool'), { mode: 0o755 })
  assert.equal((await machine.exec('/usr/local/bin/tool a b')).stdout, 'tool a,b\n')
})

test("what is made of just-bash's own commands is run where only a program is asked for, too", async () => {
  const { stdout } = await newMachine().exec(
    'timeout 5 grep -c root /etc/passwd; env sed -n 1p /etc/hostname; timeout 5 tr a b < /dev/null; timeout 5 cat /etc/hostname',
  )
  assert.equal(stdout, '1\nh\nh\n')
})

test('a program that is gone is not found', async () => {
  const machine = newMachine()
  machine.fs.remove('/usr/bin/tool')
  assert.equal((await machine.exec('tool')).exitCode, 127)
})

test('a program that fails in itself says so in a shell and without one', async () => {
  const machine = newMachine()
  const failing = (): never => {
    throw new Error('out of order')
  }
  machine.install({ name: 'tool', run: failing })
  const expected = { stdout: '', stderr: 'tool: out of order\n', exitCode: 1 }
  assert.deepEqual(await machine.exec('tool'), expected)
  assert.deepEqual(await machine.exec('tool; exit $?'), expected)
})

test('a checksum of a file leaves the input to the loop around it', async () => {
  const { stdout } = await newMachine().exec(
    'printf "1\\n2\\n" | while read -r x; do sha256sum /etc/hostname > /dev/null; echo $x; done',
  )
  assert.equal(stdout, '1\n2\n')
})

test('a call with something changed has the input of the call still, in a shell and without one', async () => {
  const machine = newMachine()
  const tell = ({ env, stdin }: CommandContext): CommandOutput => ({
    stdout: `${env['MINE']} ${stdin}`,
  })
  machine.install({
    name: 'tool',
    readStdin: () => true,
    run: (_, context) => tell(contextWith(context, { env: { MINE: 'yes' } })),
  })
  for (const script of ['tool', 'tool; exit $?'])
    assert.equal((await machine.exec(script, { stdin: 'typed' })).stdout, 'yes typed')
})
