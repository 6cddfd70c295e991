import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseServerStatus } from './server-status'

const table = (connected: string): string => `ip          port    connected    update-time
----------  ------  -----------  -------------------
10.250.0.1  6443    ${connected.padEnd(11)}  2026-11-23 08:16:28
`

test('connected is read from its own column', () => {
  assert.equal(parseServerStatus(table('true'))?.connected, true)
  assert.equal(parseServerStatus(table('false'))?.connected, false)
})

test('an empty column says neither', () => {
  assert.equal(parseServerStatus(table(''))?.connected, undefined)
})

test('a column that only contains the word true is an error', () => {
  assert.throws(() => parseServerStatus(table('untrue')), /says connected "untrue"/)
})

test('a DUT that has no status yet has none', () => {
  assert.equal(parseServerStatus('Kubernetes server has no status info\n'), undefined)
})

test('any other text is an error that shows it', () => {
  assert.throws(() => parseServerStatus('Traceback (most recent call last):\n'), /Traceback/)
})
