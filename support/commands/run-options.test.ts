import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRunOptions } from './run-options'

test("our own options are taken out, and cucumber-js's pass in their order", () => {
  const args = [
    '--tags',
    '@join',
    '--pace',
    '0',
    'features/a.feature',
    '--fault=image-absent',
    '-p',
    'x',
  ]
  const options = parseRunOptions(args, '/home/me')
  assert.deepEqual(options.cucumber, ['--tags', '@join', 'features/a.feature', '-p', 'x'])
  assert.deepEqual(options.simulator, ['--pace', '0', '--fault', 'image-absent'])
})

test('a testbed file is looked for where the user stands', () => {
  assert.equal(parseRunOptions(['--testbed', 'lab.yaml'], '/home/me').testbed, '/home/me/lab.yaml')
})

test('pausing is off unless it is asked for', () => {
  assert.equal(parseRunOptions([], '/').pauseOnFailure, false)
  const options = parseRunOptions(['--pause-on-failure', '--tags', '@join'], '/')
  assert.equal(options.pauseOnFailure, true)
  assert.deepEqual(options.cucumber, ['--tags', '@join'])
})

test('an option without its value is refused', () => {
  assert.throws(
    () => parseRunOptions(['--testbed', '--tags'], '/'),
    /^BadInput: --testbed needs a value/,
  )
  assert.throws(() => parseRunOptions(['--pace'], '/'), /^BadInput: --pace needs a value/)
})

test('options of the simulated testbed are refused for a lab', () => {
  assert.throws(
    () => parseRunOptions(['--testbed', 'lab.yaml', '--pace', '0'], '/'),
    /--pace is for the simulated testbed/,
  )
})
