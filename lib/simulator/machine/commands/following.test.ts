import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../../kubernetes/testing/eventually'
import { testMachine } from '../testing/test-machine'

/** What a command shows that is watched: each line is run once the text before it has been seen. */
async function following(
  script: string,
  steps: readonly (readonly [seen: string, then: string])[],
  last: string,
): Promise<string> {
  const machine = testMachine()
  await machine.exec("printf 'one\\ntwo\\n' > /tmp/a; echo other > /tmp/b")
  const end = new AbortController()
  let shown = ''
  const onStdout = (chunk: string): void => void (shown += chunk)
  const tailing = machine.exec(script, { signal: end.signal, onStdout })
  try {
    for (const [seen, then] of [...steps, [last, 'true'] as const]) {
      await eventually(`${seen} to be seen`, () => shown.includes(seen))
      await machine.exec(then)
    }
  } finally {
    end.abort()
  }
  await tailing.catch(() => undefined)
  return shown
}

test('tail -f shows the last lines, what is added, and a file that was emptied from its start', async () => {
  const steps = [
    ['two', 'echo three >> /tmp/a'],
    ['three', 'echo 4 > /tmp/a'],
  ] as const
  assert.equal(await following('tail -n 1 -f /tmp/a', steps, '4'), 'two\nthree\n4\n')
})

test('of several files the one that is shown is named; -F waits for one that is not there yet', async () => {
  assert.equal(await following('tail -qF /tmp/new', [['', 'echo new > /tmp/new']], 'new'), 'new\n')
  assert.equal(
    await following('tail -f /tmp/a /tmp/b', [['other', 'echo more >> /tmp/a']], 'more'),
    '==> /tmp/a <==\none\ntwo\n\n==> /tmp/b <==\nother\n\n==> /tmp/a <==\nmore\n',
  )
})

test('tail -f ends with the process that it is told, at once without a file, and with timeout', async () => {
  const machine = testMachine()
  assert.deepEqual(await machine.exec('tail -f /tmp/nosuch'), {
    stdout: '',
    stderr:
      "tail: cannot open '/tmp/nosuch' for reading: No such file or directory\ntail: no files remaining\n",
    exitCode: 1,
  })
  const { stdout, exitCode } = await machine.exec(
    'echo x > /tmp/a; sleep 0.2 & tail --pid=$! -f /tmp/a; timeout 0.2 tail -f /tmp/a',
  )
  assert.equal(stdout, 'x\nx\n')
  assert.equal(exitCode, 124)
})
