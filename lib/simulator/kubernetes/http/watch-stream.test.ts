import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { Store } from '../api/store'
import { configmaps } from '../resources/core'
import { VirtualClock } from '../testing/virtual-clock'
import { type LineStream } from './line-stream'
import { streamWatch } from './watch-stream'

/** What a watch of an empty list tells, and in which second. */
function told(
  t: TestContext,
  timeoutSeconds: number,
  { bookmarks = true, hearsProgress = true, change = (_: Store): void => undefined } = {},
): string[] {
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
  const seen: string[] = []
  let second = 0
  let close = (): void => undefined
  const lines = {
    write: (line: Buffer) =>
      seen.push(`${second} ${(JSON.parse(line.toString()) as { type: string }).type}`),
    end: () => {
      seen.push(`${second} end`)
      close()
    },
    onClosed: (listener: () => void) => (close = listener),
  } as unknown as LineStream
  const store = new Store()
  streamWatch(store, new VirtualClock(), lines, {
    resource: configmaps,
    filter: () => true,
    revision: undefined,
    bookmarks,
    hearsProgress,
    timeoutSeconds,
    dress: { form: 'objects', version: 'v1' },
    rowObject: 'Metadata',
    minor: 20,
  })
  change(store)
  while (second++ < timeoutSeconds + 120) t.mock.timers.tick(1000)
  return seen
}

test('a watch is told how far it is each minute, and two seconds before it ends', (t) => {
  assert.deepEqual(told(t, 130), ['60 BOOKMARK', '120 BOOKMARK', '128 BOOKMARK', '130 end'])
})

test('a watch of two seconds has no bookmark', (t) => {
  assert.deepEqual(told(t, 2), ['2 end'])
})

test('nobody is sent a bookmark who has not asked for it', (t) => {
  assert.deepEqual(told(t, 130, { bookmarks: false }), ['130 end'])
})

test('up to 1.20 a bookmark tells of changes only: of a kind where nothing happens there is none', (t) => {
  const hearsProgress = false
  assert.deepEqual(told(t, 65, { hearsProgress }), ['65 end'])
  t.mock.timers.reset()
  const change = (store: Store): void =>
    void store.put('configmaps', 'default/a', {
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { namespace: 'default', name: 'a' },
    })
  const added = ['0 ADDED', '60 BOOKMARK', '63 BOOKMARK', '65 end']
  assert.deepEqual(told(t, 65, { hearsProgress, change }), added)
})
