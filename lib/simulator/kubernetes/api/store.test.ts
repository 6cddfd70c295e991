import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KubeObject } from '../objects'
import { Store, type StoreEvent } from './store'

test('one revision counts the writes of all resources', () => {
  const store = new Store()
  const first = store.put('pods', 'a', object('a'))
  const second = store.put('nodes', 'b', object('b'))
  assert.equal(Number(second.metadata.resourceVersion), Number(first.metadata.resourceVersion) + 1)
})

test('a write that changes nothing keeps the revision and tells nobody', () => {
  const store = new Store()
  const first = store.put('pods', 'a', object('a'))
  const events = listen(store)
  assert.equal(store.put('pods', 'a', structuredClone(first)), first)
  assert.deepEqual(events, [])
})

test('a deletion carries its own revision', () => {
  const store = new Store()
  store.put('pods', 'a', object('a'))
  const events = listen(store)
  store.remove('pods', 'a')
  assert.equal(events[0]?.type, 'DELETED')
  assert.equal(events[0]?.object.metadata.resourceVersion, String(store.revision))
})

test('the past can be listed while its history is kept', () => {
  const store = new Store()
  store.put('pods', 'a', object('a'))
  const then = store.revision
  store.put('pods', 'a', object('a', { changed: 'yes' }))
  store.put('pods', 'b', object('b'))
  store.remove('pods', 'a')
  assert.deepEqual(
    store.listAt('pods', then)?.map(({ metadata }) => [metadata.name, metadata.labels]),
    [['a', {}]],
  )
  assert.deepEqual(
    store.list('pods').map(({ metadata }) => metadata.name),
    ['b'],
  )
})

test('history is bounded, and what is forgotten is said to be', () => {
  const store = new Store()
  store.put('pods', 'a', object('a'))
  const old = store.revision
  for (let n = 0; n < 1000; n++) store.put('pods', 'a', object('a', { n: String(n) }))
  assert.equal(store.since('pods', old), undefined)
  assert.equal(store.since('pods', store.revision - 1)?.length, 1)
  store.emptyWatchCache()
  assert.equal(store.since('pods', store.revision - 1), undefined)
  assert.deepEqual(store.since('pods', store.revision), [])
})

function listen(store: Store): StoreEvent[] {
  const events: StoreEvent[] = []
  store.subscribe((event) => events.push(event))
  return events
}

const object = (name: string, labels: Record<string, string> = {}): KubeObject => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name, labels },
})
