import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { testMachine } from '../../../machine/testing/test-machine'
import { iptablesCommands } from '../iptables'
import { IptablesRules } from '../iptables-rules'

const text = readFileSync(path.join(__dirname, 'typed.txt'), 'utf8')
const typed = [...text.matchAll(/^\$ (.*)\n([^]*?rc=\d+\n)/gm)]

// Typed one after the other in a network of its own, on a Debian 12 (iptables 1.8.9).
test('iptables takes, refuses, saves and lists rules as the real one does', async () => {
  const machine = testMachine({ users: [] })
  machine.install(
    ...iptablesCommands('iptables', new IptablesRules()),
    ...iptablesCommands('ip6tables', new IptablesRules()),
  )
  assert.ok(typed.length > 130)
  for (const [, command = '', recorded = ''] of typed) {
    const { stdout, stderr, exitCode } = await machine.exec(command, { user: 'root' })
    // `$(…)` of the recording has dropped empty lines at the end of an output.
    const answer = `${stdout}${stderr}`.replace(/\n*$/, '\n').replace(/^\n$/, '')
    assert.equal(
      `${answer}rc=${exitCode}\n`,
      recorded.replace(/\n+rc=/, '\nrc=').replace(/^\n/, ''),
      command,
    )
  }
})
