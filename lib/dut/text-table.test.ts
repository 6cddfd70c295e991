import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTextTable } from './text-table'

const joined = `ip          port    connected    update-time
----------  ------  -----------  -------------------
10.250.0.1  6443    true         2026-11-23 08:16:28
`

test('a row of the CLI becomes an object with the headers as names', () => {
  assert.deepEqual(parseTextTable(joined), [
    { ip: '10.250.0.1', port: '6443', connected: 'true', 'update-time': '2026-11-23 08:16:28' },
  ])
})

test('an empty cell stays empty and does not take its neighbour', () => {
  const text = joined.replace('true ', '     ')
  assert.equal(parseTextTable(text)?.[0]?.['connected'], '')
})

test('a table with headers only has no rows', () => {
  assert.deepEqual(parseTextTable('name    value\n------  -------\n'), [])
})

test('a sentence is no table', () => {
  assert.equal(parseTextTable('Kubernetes server is not configured\n'), undefined)
})
