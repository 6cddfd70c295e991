import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FlagError, parseCommandLine, splitVerb } from './command-line'

const table = {
  'namespace|n': 'value',
  'all|A': 'switch',
  'fast|f': 'switch',
  wait: 'optional',
} as const

test('a value is taken from the next word, after an equals sign, or attached to the letter', () => {
  for (const args of [['-n', 'x'], ['-nx'], ['-n=x'], ['--namespace', 'x'], ['--namespace=x']])
    assert.equal(parseCommandLine(args, table).value('namespace'), 'x', args.join(' '))
})

test('switches of one letter stand together, a value at their end', () => {
  const line = parseCommandLine(['-Afn', 'x', 'word'], table)
  assert.deepEqual([line.is('all'), line.is('fast'), line.value('namespace')], [true, true, 'x'])
  assert.deepEqual(line.words, ['word'])
})

test('an optional value never takes the next word', () => {
  const line = parseCommandLine(['--wait', 'false', '--wait=false'], table)
  assert.deepEqual(line.words, ['false'])
  assert.equal(line.is('wait', true), false)
})

test('what follows -- is words, flags or not', () => {
  assert.deepEqual(parseCommandLine(['a', '--', '-n', '--nosuch'], table).words, [
    'a',
    '-n',
    '--nosuch',
  ])
})

test("an unknown flag and a missing argument fail with pflag's words", () => {
  assert.throws(
    () => parseCommandLine(['--nosuch'], table),
    new FlagError('unknown flag: --nosuch'),
  )
  assert.throws(
    () => parseCommandLine(['-xA'], table),
    new FlagError("unknown shorthand flag: 'x' in -xA"),
  )
  assert.throws(
    () => parseCommandLine(['-n'], table),
    new FlagError("flag needs an argument: 'n' in -n"),
  )
})

test('the verb is the first word that is no flag and no value of one', () => {
  assert.deepEqual(splitVerb(['-n', 'x', 'get', 'pods'], table), {
    verb: 'get',
    rest: ['-n', 'x', 'pods'],
  })
})
