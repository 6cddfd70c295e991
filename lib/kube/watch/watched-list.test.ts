import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FakeClock } from '../../wait/fake-clock'
import { ApiUnreachable, KubeError } from '../api/kube-error'
import { type ListEvent, type ListSource } from './list-source'
import { SharedLists } from './shared-lists'
import { type LiveList, WatchedList } from './watched-list'

interface Thing {
  metadata: { name: string; resourceVersion: string }
}

type Step = 'list' | `watch ${string}`

test('a list is watched from its very state on, and follows additions, changes and removals', async () => {
  const source = new FakeSource(
    { list: ['a@1', 'b@2'], version: '7' },
    { events: ['ADDED c@8', 'MODIFIED a@9', 'DELETED b@10'] },
  )
  await using list = new WatchedList(source, new FakeClock())
  await source.played

  assert.deepEqual(names(list), ['a@9', 'c@8'])
  assert.deepEqual(source.steps.slice(0, 2), ['list', 'watch 7'])
})

test('a stream that ends or breaks is taken up after the last event, bookmarks included, without listing again', async () => {
  const source = new FakeSource(
    { list: [], version: '7' },
    { events: ['ADDED a@8'] },
    { events: ['ADDED b@9', 'BOOKMARK @20'], then: unreachable() },
    { events: ['ADDED c@21'] },
  )
  await using list = new WatchedList(source, new FakeClock())
  await source.played

  assert.deepEqual(names(list), ['a@8', 'b@9', 'c@21'])
  assert.deepEqual(source.steps.slice(0, 5), ['list', 'watch 7', 'watch 8', 'watch 20', 'watch 21'])
})

test('a state that the server has forgotten is listed again, and what went meanwhile is gone', async () => {
  const source = new FakeSource(
    { list: ['a@1', 'b@2'], version: '7' },
    { events: [], then: new KubeError(410, 'Expired', 'watch', 'too old') },
    { list: ['b@2'], version: '90' },
    { events: ['ADDED c@91'] },
  )
  await using list = new WatchedList(source, new FakeClock())
  await source.played

  assert.deepEqual(names(list), ['b@2', 'c@91'])
  assert.deepEqual(source.steps.slice(0, 4), ['list', 'watch 7', 'list', 'watch 90'])
})

test('after an outage, a server that has forgotten the state is listed at once', async () => {
  const clock = new FakeClock()
  const outage = Array.from({ length: 3 }, () => ({ events: [], then: unreachable() }))
  const expired = { events: [], then: new KubeError(410, 'Expired', 'watch', 'too old') }
  const source = new FakeSource(
    { list: ['a@1'], version: '7' },
    ...outage,
    expired,
    { list: ['b@80'], version: '90' },
    expired,
    { list: ['b@80'], version: '90' },
    { events: [] },
  )
  source.clock = clock
  await using list = new WatchedList(source, clock)
  await source.played

  assert.deepEqual(names(list), ['b@80'])
  const back = source.steps.indexOf('list', 1)
  const gaps = source.times
    .slice(back, back + 3)
    .map((time, i) => time - source.times[back + i - 1]!)
  assert.deepEqual(
    gaps,
    [0, 0, 100],
    'at once; but a server that forgets its own list is not hammered',
  )
})

test('failures are retried ever less often, at most every second', async () => {
  const clock = new FakeClock()
  const failures = Array.from({ length: 9 }, () => ({ events: [], then: unreachable() }))
  const source = new FakeSource({ list: [], version: '7' }, ...failures)
  source.clock = clock
  await using list = new WatchedList(source, clock)
  await source.played
  assert.equal(list.alive, true)

  const gaps = source.times.slice(1, 10).map((time, i) => time - (source.times[i] ?? 0))
  assert.deepEqual(gaps, [0, 100, 200, 400, 800, 1000, 1000, 1000, 1000])
})

test('a server that ends every stream at once is not hammered', async () => {
  const clock = new FakeClock()
  const ends = Array.from({ length: 4 }, () => ({ events: [] }))
  const source = new FakeSource({ list: [], version: '7' }, ...ends)
  source.clock = clock
  await using list = new WatchedList(source, clock)
  await source.played
  assert.equal(list.alive, true)

  assert.deepEqual(source.times.slice(0, 5), [0, 0, 100, 300, 700])
})

test('what cannot pass ends the list: ready, items and follow all say why', async () => {
  const forbidden = new KubeError(403, 'Forbidden', 'list nodes', 'no')
  const list = new WatchedList(new FakeSource({ list: [], version: '', then: forbidden }))

  await assert.rejects(list.ready(), forbidden)
  await assert.rejects(
    list.follow(() => undefined, new AbortController().signal),
    forbidden,
  )
  assert.throws(() => list.items, forbidden)
  assert.equal(list.alive, false)
})

test('following tells at once that the list is in place, then of every change, until it is ended', async () => {
  const source = new FakeSource({ list: ['a@1'], version: '7' })
  await using list = new WatchedList(source)
  await source.played
  const stop = new AbortController()
  let told = 0

  const following = list.follow(() => (told += 1), stop.signal)
  assert.equal(told, 1)
  source.emit('ADDED b@8')
  await new Promise((resolve) => setImmediate(resolve))
  stop.abort()
  await following

  assert.equal(told, 2)
})

test('items before the first list are an error that says what to do', async () => {
  await using list = new WatchedList(new FakeSource({ list: [], version: '1' }))

  assert.throws(() => list.items, { message: /await ready\(\) first/ })
})

test('lists of the same name share one stream, which ends a while after its last user', async () => {
  const clock = new FakeClock()
  const sources: FakeSource[] = []
  const make = (): LiveList<Thing> => {
    const source = new FakeSource({ list: [], version: '7' })
    sources.push(source)
    return new WatchedList(source)
  }
  const shared = new SharedLists(clock)

  const [one, two] = [shared.open('pods', make), shared.open('pods', make)]
  await one[Symbol.asyncDispose]()
  await one[Symbol.asyncDispose]()
  assert.equal(clock.pending, 0)
  await two[Symbol.asyncDispose]()
  assert.equal(clock.pending, 1)
  shared.open('pods', make)
  assert.equal(clock.pending, 0)
  await shared[Symbol.asyncDispose]()

  assert.equal(sources.length, 1)
})

test('a list that has ended is not handed out again', async () => {
  const shared = new SharedLists()
  const dead = new WatchedList(new FakeSource({ list: [], version: '', then: new Error('no') }))
  const first = shared.open('pods', () => dead)
  await assert.rejects(first.ready())

  const second = shared.open(
    'pods',
    () => new WatchedList(new FakeSource({ list: [], version: '1' })),
  )

  await second.ready()
  await shared[Symbol.asyncDispose]()
})

const unreachable = (): Error => new ApiUnreachable('watch', 'https://fake', 'is gone', undefined)

const names = (list: LiveList<Thing>): string[] =>
  list.items.map(({ metadata }) => `${metadata.name}@${metadata.resourceVersion}`)

const thing = (text: string): Thing => {
  const [name = '', resourceVersion = ''] = text.split('@')
  return { metadata: { name, resourceVersion } }
}

type Play = { list: string[]; version: string; then?: Error } | { events: string[]; then?: Error }

/** Plays its answers one after the other; when they are used up, the last stream stays open. */
class FakeSource implements ListSource<Thing> {
  readonly steps: Step[] = []
  readonly times: number[] = []
  readonly #plays: Play[]
  clock = new FakeClock()
  emit: (event: string) => void = () => undefined
  #finish: () => void = () => undefined
  played = new Promise<void>((resolve) => (this.#finish = resolve))

  constructor(...plays: Play[]) {
    this.#plays = plays
  }

  async list(): Promise<{ items: Thing[]; resourceVersion: string }> {
    this.#record('list')
    const play = this.#plays.shift()
    if (play?.then) throw play.then
    if (!play || !('list' in play)) throw new Error('a list was not expected')
    return { items: play.list.map(thing), resourceVersion: play.version }
  }

  async *watch(from: string, signal: AbortSignal): AsyncGenerator<ListEvent<Thing>> {
    this.#record(`watch ${from}`)
    const play = this.#plays.shift()
    if (!play) {
      yield* this.#open(signal)
      return
    }
    if (!('events' in play)) throw new Error('a stream was not expected')
    yield* play.events.map(event)
    if (play.then) throw play.then
  }

  async *#open(signal: AbortSignal): AsyncGenerator<ListEvent<Thing>> {
    signal.throwIfAborted()
    this.#finish()
    for (;;) {
      const next = new Promise<string>((resolve, reject) => {
        this.emit = resolve
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      })
      yield event(await next)
    }
  }

  #record(step: Step): void {
    this.steps.push(step)
    this.times.push(this.clock.now())
  }
}

const event = (text: string): ListEvent<Thing> => {
  const [type, object = ''] = text.split(' ')
  return { type: type as ListEvent<Thing>['type'], object: thing(object) }
}
