import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDatabaseRow } from './database-row'

test('what sonic-db-cli prints of a row is read field by field', () => {
  const text = `{'update_time': '2026-11-23 08:16:28', 'ip': '10.250.0.1', 'connected': 'true'}\n`
  assert.deepEqual(parseDatabaseRow(text), {
    update_time: '2026-11-23 08:16:28',
    ip: '10.250.0.1',
    connected: 'true',
  })
})

test('an absent row is empty', () => {
  assert.deepEqual(parseDatabaseRow('{}\n'), {})
})

test('quotes are read as Python writes them', () => {
  assert.deepEqual(parseDatabaseRow(`{"it's": 'a "b", c', 'd': 'e\\\\f'}`), {
    "it's": 'a "b", c',
    d: 'e\\f',
  })
})

test('anything else is an error that shows it', () => {
  for (const text of ['', 'Connection refused', "{'a'}", "{'a': 1}"])
    assert.throws(() => parseDatabaseRow(text), /sonic-db-cli printed no row/)
})
