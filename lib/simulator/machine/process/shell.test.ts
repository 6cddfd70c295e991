import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testMachine } from '../testing/test-machine'

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise(setImmediate)
}

test('an error names the line', async () => {
  const machine = testMachine()
  machine.fs.writeText('/opt/s', '#!/bin/bash\n\nif true; then\n  nosuch\nfi\n', { mode: 0o755 })
  machine.declareAbsent('nosuch')
  const { stderr } = await machine.exec("echo a\nnosuch\n/opt/s\nsh -c ':\nnosuch'")
  assert.equal(
    stderr,
    'bash: line 2: nosuch: command not found\n/opt/s: line 4: nosuch: command not found\nsh: 2: nosuch: not found\n',
  )
})

test('a script that cannot be read ends with 2, and an endless recursion with an error', async () => {
  const machine = testMachine()
  assert.equal((await machine.exec('echo a; fi')).exitCode, 2)
  assert.match(
    (await machine.exec('f() { f; }; f')).stderr,
    /maximum function nesting level exceeded/,
  )
})

test('an endless loop that runs nothing can be killed', async () => {
  const controller = new AbortController()
  const running = testMachine().exec('while :; do :; done', { signal: controller.signal })
  await new Promise(setImmediate)
  controller.abort()
  assert.equal((await running).exitCode, 143)
})

test('a signal is the trap’s, or the end', async () => {
  const machine = testMachine()
  const waiting = 'until [ -e /tmp/go ]; do sleep 0.001; done; echo on'
  const trapped = machine.exec(`trap "echo got; : > /tmp/go" USR1; : > /tmp/ready; ${waiting}`)
  await until(() => machine.fs.exists('/tmp/ready'))
  const shell = machine.processes.all().find(({ args }) => args[2]?.startsWith('trap'))
  machine.processes.signal(shell?.pid ?? 0, 'USR1')
  assert.equal((await trapped).stdout, 'got\non\n')

  const killed = machine.exec('echo before; : > /tmp/again; sleep 30; echo never')
  await until(() => machine.fs.exists('/tmp/again'))
  const other = machine.processes.all().find(({ args }) => args[2]?.startsWith('echo before'))
  machine.processes.signal(other?.pid ?? 0, 'INT')
  assert.deepEqual(await killed, { stdout: 'before\n', stderr: '', exitCode: 130, killedBy: 'INT' })
})

test('a call lasts as long as what it left behind may still print, and no longer', async () => {
  const machine = testMachine()
  const { stdout } = await machine.exec('(sleep 0.01; echo late) & echo first')
  assert.equal(stdout, 'first\nlate\n')
  const left = await machine.exec('(sleep 30) > /dev/null 2>&1 & echo $!')
  const job = Number(left.stdout)
  assert.deepEqual(
    machine.processes
      .all()
      .map(({ pid }) => pid)
      .includes(job),
    true,
  )
  machine.goDown()
})

test('what a killed shell started in the background lives on', async () => {
  const machine = testMachine()
  const controller = new AbortController()
  const script =
    '(until [ -e /tmp/go ]; do sleep 0.001; done; : > /tmp/done) > /dev/null 2>&1 & : > /tmp/left; sleep 30'
  const running = machine.exec(script, { signal: controller.signal })
  await until(() => machine.fs.exists('/tmp/left'))
  controller.abort()
  await running
  machine.fs.writeText('/tmp/go', '')
  await until(() => machine.fs.exists('/tmp/done'))
})

test('a full disk and a file that is closed to one are said by whoever writes', async () => {
  const machine = testMachine()
  machine.fs.diskFull = true
  const { stderr, exitCode } = await machine.exec('echo x > /tmp/f; cat /etc/hostname > /tmp/g')
  assert.equal(
    stderr,
    'bash: line 1: echo: write error: No space left on device\ncat: write error: No space left on device\n',
  )
  assert.equal(exitCode, 1)
  const dash = await machine.exec('dash -c "printf x > /tmp/f; echo x > /tmp/f"')
  assert.equal(dash.stderr, 'dash: 1: printf: printf: I/O error\ndash: 1: echo: echo: I/O error\n')
})

test('of a number below /proc/sys the read of dash gets the first digit: the kernel tells it once, and dash asks byte by byte', async () => {
  const machine = testMachine()
  machine.fs.mkdirp('/proc/sys/kernel/keys')
  machine.fs.writeText('/proc/sys/kernel/keys/root_maxkeys', '1000000\n')
  const read = 'read -r x < /proc/sys/kernel/keys/root_maxkeys; echo $x'
  const answers = await Promise.all([`sh -c '${read}'`, read].map((each) => machine.exec(each)))
  assert.deepEqual(
    answers.map(({ stdout }) => stdout),
    ['1\n', '1000000\n'],
  )
})
