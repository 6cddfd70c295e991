import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ContainerLog, selectedLog } from './container-log'

const log = new ContainerLog()
log.write('one\ntw', 1000)
log.write('o\n', 2000)
log.write('three\n', 3000)

test('a line that was begun keeps its time when its end comes', () => {
  assert.deepEqual(log.lines, [
    { at: 1000, text: 'one\n', stream: 'stdout' },
    { at: 1000, text: 'two\n', stream: 'stdout' },
    { at: 3000, text: 'three\n', stream: 'stdout' },
  ])
  assert.equal(log.text, 'one\ntwo\nthree\n')
})

test('the last lines, those since a time, and times before them can be asked for', () => {
  assert.equal(selectedLog(log.lines, {}), log.text)
  assert.equal(selectedLog(log.lines, { tail: 1 }), 'three\n')
  assert.equal(selectedLog(log.lines, { tail: 0 }), '')
  assert.equal(selectedLog(log.lines, { tail: -1 }), selectedLog(log.lines, {}))
  assert.equal(selectedLog(log.lines, { since: 2000 }), 'three\n')
  assert.equal(
    selectedLog(log.lines, { tail: 1, timestamps: true }),
    '1970-01-01T00:00:03.000000000Z three\n',
  )
})
