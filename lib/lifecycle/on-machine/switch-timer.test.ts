import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { leaseWords } from './lease-words.sh'

for (const shell of ['dash', 'bash'] as const) {
  test(`${shell}: where no journal was opened the lease ends, and what was begun of one goes`, (t) => {
    const { base, file, fire } = armed(t, shell)
    file('1/undo.sh', '')
    fire()
    assert.equal(existsSync(base), false)
  })

  test(`${shell}: where one was opened the machine puts itself back`, (t) => {
    const { base, file, fire } = armed(t, shell)
    file('1/state', 'running\n')
    file('1/restore.sh', 'echo "$1" > "$0.called"\n')
    fire()
    assert.equal(
      readFileSync(join(base, '1/restore.sh.called'), 'utf8'),
      "the dead-man's switch fired\n",
    )
    assert.equal(existsSync(join(base, 'lease/77.lease')), true)
  })
}

interface Armed {
  readonly base: string
  readonly file: (name: string, text: string) => void
  /** What systemd does when the time is over. */
  readonly fire: () => void
}

/** A machine with the lease 77 of run 1, whose systemd notes what it shall run. */
function armed(t: TestContext, shell: string): Armed {
  const directory = mkdtempSync(join(tmpdir(), 'switch-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const base = join(directory, 'kubesonic')
  const file = (name: string, text: string): void => {
    mkdirSync(join(base, name, '..'), { recursive: true })
    writeFileSync(join(base, name), text)
  }
  file('lease/77.lease', '')
  const noted = join(directory, 'noted')
  writeFileSync(
    join(directory, 'systemd-run'),
    `#!/bin/sh\nwhile [ "$1" != -c ]; do shift; done\nprintf %s "$2" > ${noted}\n`,
    { mode: 0o755 },
  )
  const words = `PATH=${directory}:$PATH BASE=${base}\n${leaseWords.script}\narm_switch 1 77 120`
  assert.equal(spawnSync(shell, ['-euc', words]).status, 0)
  const command = readFileSync(noted, 'utf8')
  assert.doesNotMatch(command, /\$/, 'systemd would expand it')
  assert.doesNotMatch(command, /;/, 'systemd has a backslash before it after a daemon-reload')
  const fire = (): void => void assert.equal(spawnSync(shell, ['-c', command]).status, 0)
  return { base, file, fire }
}
