import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processOf } from './container-process'

const sh = (script: string): ReturnType<typeof processOf> => processOf(['sh', '-c', script])

test('a script that ends is followed to its end', () => {
  assert.deepEqual(sh('echo started; sleep 1; echo failing >&2; exit 3'), {
    output: [
      { afterMs: 0, text: 'started\n' },
      { afterMs: 1000, text: 'failing\n' },
    ],
    ignoresSigterm: true,
    exits: { afterMs: 1000, code: 3 },
  })
  assert.deepEqual(sh('false')?.exits, { afterMs: 0, code: 1 })
  assert.deepEqual(processOf(['/bin/sleep', '2.5'])?.exits, { afterMs: 2500, code: 0 })
})

test('a loop, or a program that it does not know, runs for ever', () => {
  assert.equal(sh('echo up; while :; do sleep 1; done')?.exits, undefined)
  assert.equal(sh('supervisord')?.exits, undefined)
  assert.equal(processOf(['supervisord']), undefined)
})

test('process 1 heeds SIGTERM when it has a trap for it, or another program took its place', () => {
  assert.equal(sh("trap 'exit 0' TERM; while :; do sleep 1; done")?.ignoresSigterm, false)
  assert.equal(sh('while :; do sleep 1; done')?.ignoresSigterm, true)
  assert.equal(sh('exec server')?.ignoresSigterm, false)
})

test('a program outside the usual directories is not there', () => {
  assert.equal(
    processOf(['/no/such/binary'])?.cannotRun,
    'exec: "/no/such/binary": stat /no/such/binary: no such file or directory',
  )
  for (const program of ['/pause', '/usr/local/bin/supervisord', '/bin/server'])
    assert.equal(processOf([program]), undefined)
})
