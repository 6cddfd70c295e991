import assert from 'node:assert/strict'
import { test } from 'node:test'
import { UndoStack } from './undo-stack'

test('entries are undone last first', async () => {
  const undone: string[] = []
  {
    await using undo = new UndoStack()
    undo.add('first', async () => void undone.push('first'))
    undo.add('second', async () => void undone.push('second'))
  }
  assert.deepEqual(undone, ['second', 'first'])
})

test('an entry that fails does not keep the others from being undone, and is named', async () => {
  const undone: string[] = []
  const undo = new UndoStack()
  undo.add('label a on node n', async () => void undone.push('a'))
  undo.add('label b on node n', () => Promise.reject(new Error('the API server is away')))
  await assert.rejects(() => undo[Symbol.asyncDispose](), {
    message: 'Could not undo:\n  label b on node n: the API server is away',
  })
  assert.deepEqual(undone, ['a'])
})

test('a failure of no consequence is not told; what comes after it is undone', async () => {
  const undone: string[] = []
  const interrupted = new Error('interrupted')
  const undo = new UndoStack((error) => error === interrupted)
  undo.add('a', async () => void undone.push('a'))
  undo.add('b', () => Promise.reject(interrupted))
  await undo[Symbol.asyncDispose]()
  assert.deepEqual(undone, ['a'])
})

test('what was undone is not undone again', async () => {
  let times = 0
  const undo = new UndoStack()
  undo.add('x', async () => void times++)
  await undo[Symbol.asyncDispose]()
  await undo[Symbol.asyncDispose]()
  assert.equal(times, 1)
})
