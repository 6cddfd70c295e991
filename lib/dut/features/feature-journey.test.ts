import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type FeatureWrite, valuesOf, writeIn } from './feature-journey'

const recorded = (file: string): FeatureWrite[] =>
  readFileSync(join(__dirname, 'fixtures', file), 'utf8')
    .split('\n')
    .flatMap((line) => writeIn('snmp', line))

test("the way back to local is read off the two writers' logs", () => {
  const journey = recorded('log-set-owner-local.txt')
  assert.deepEqual(valuesOf(journey, 'current_owner', 'kube'), ['kube', 'none', 'local'])
  assert.deepEqual(valuesOf(journey, 'remote_state', 'running'), ['running', 'stopped', 'none'])
  assert.equal(journey[0]?.at, 'Nov 23 09:16:24.639662')
})

test('a fallback after a bad image is told apart from it: the wait lies between stopped and none', () => {
  const journey = recorded('log-bad-image-fallback.txt')
  assert.deepEqual(valuesOf(journey, 'current_owner', 'kube'), ['kube', 'none', 'local'])
  const times = journey
    .filter(({ fields }) => 'remote_state' in fields)
    .map(({ at, fields }) => [at.slice(7, 15), fields['remote_state']])
  assert.deepEqual(times, [
    ['09:25:02', 'stopped'],
    ['09:25:43', 'none'],
    ['09:25:43', 'none'],
  ])
})

test("a line of a container's own rsyslog in /var/log/syslog is one, too; another feature's is none", () => {
  const rest = "update_data: snmp: {'remote_state': 'pending'}"
  const line = `2026 Nov 23 09:14:13.888229 vlab-01 DEBUG snmp#container_startup.py: ${rest}`
  assert.deepEqual(writeIn('snmp', line), [
    {
      at: 'Nov 23 09:14:13.888229',
      by: 'container_startup.py',
      fields: { remote_state: 'pending' },
    },
  ])
  assert.deepEqual(writeIn('lldp', line), [])
})
