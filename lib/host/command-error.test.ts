import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seconds } from '../wait/duration'
import { CommandError, type CommandResult, CommandTimedOut } from './command-error'

test('the message has the command, its exit code, the machine, the time and the last words', () => {
  const stderr = Array.from({ length: 213 }, (_, i) => `line ${i + 1}\n`).join('')
  const error = new CommandError(
    'minikube start',
    'vmhost',
    result({ exitCode: 80, stderr, ms: seconds(94.34) }),
  )
  assert.equal(
    error.message,
    `\`minikube start\` exited 80 on vmhost after 94.3 s
  stderr (last 8 of 213 lines):
${[206, 207, 208, 209, 210, 211, 212, 213].map((n) => `    line ${n}`).join('\n')}`,
  )
})

test('where stderr is silent, stdout has the last words', () => {
  const error = new CommandError('x', 'vmhost', result({ stdout: 'out\n' }))
  assert.equal(error.message, '`x` exited 1 on vmhost after 0.2 s\n  stdout:\n    out')
})

test('silence is said', () => {
  assert.equal(
    new CommandError('x', 'vmhost', result({})).message,
    '`x` exited 1 on vmhost after 0.2 s\n  (it wrote nothing)',
  )
})

test('a long script is its first line, a long line its beginning', () => {
  const error = new CommandError(
    'set -e\necho\nfalse',
    'vmhost',
    result({ stderr: 'y'.repeat(1000) }),
  )
  assert.match(error.message, /^`set -e … \(3 lines\)` exited 1 /)
  assert.match(error.message, / {4}y{400}…$/)
})

test('a change is told by what it is for', () => {
  const error = CommandError.ofChange('join credentials', 'umask 077\ncat', 'vlab-01', result({}))
  assert.match(error.message, /^The change "join credentials" exited 1 on vlab-01 after 0\.2 s/)
  assert.equal(error.command, 'umask 077\ncat')
})

test('a command that was stopped says so', () => {
  const error = new CommandTimedOut('sleep 9', 'vlab-01', result({ exitCode: 124, ms: seconds(5) }))
  assert.match(error.message, /^`sleep 9` had not ended, and was stopped, on vlab-01 after 5\.0 s/)
})

const result = (some: Partial<CommandResult>): CommandResult => ({
  stdout: '',
  stderr: '',
  exitCode: 1,
  ms: 200,
  ...some,
})
