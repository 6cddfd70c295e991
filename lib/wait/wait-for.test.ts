import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Condition, met, notYet, type Verdict } from './condition'
import { seconds } from './duration'
import { FakeClock } from './fake-clock'
import { type Waiting, onWaiting } from './observers'
import { waitFor } from './wait-for'

test('a condition that is met already is looked at once and costs no time', async () => {
  const clock = new FakeClock()
  const looked = counting(async () => met('pod-1'))

  assert.equal(await waitFor(looked.condition, { within: seconds(60), clock }), 'pod-1')

  assert.deepEqual([looked.times(), clock.now(), clock.pending], [1, 0, 0])
})

test('the error tells each state once, with the time it was first seen, and what to do next', async () => {
  const clock = new FakeClock()
  const condition: Condition<void> = {
    description: 'a Running pod',
    hint: 'kubectl describe pods',
    everyMs: seconds(1),
    check: async () => notYet(clock.now() < seconds(4) ? 'no such pod' : 'Pending\n  (why)'),
  }

  await assert.rejects(waitFor(condition, { within: seconds(60), clock }), {
    name: 'WaitTimeoutError',
    message:
      'Timed out after 60 s waiting for a Running pod.\n' +
      '    0.0 s  no such pod\n' +
      '    4.0 s  Pending (why)\n' +
      '  Next: kubectl describe pods',
  })
  assert.equal(clock.pending, 0)
})

test('a state that came back at the end is told again, so that the last line is what holds now', async () => {
  const clock = new FakeClock()
  const check = async (): Promise<Verdict<void>> =>
    notYet(clock.now() === seconds(1) ? 'Running, being deleted' : 'no such pod')

  await assert.rejects(
    waitFor({ description: 'it', check, everyMs: 1000 }, { within: seconds(10), clock }),
    (error: Error) =>
      error.message.endsWith('     1.0 s  Running, being deleted\n    10.0 s  no such pod'),
  )
})

test('a long history keeps its first three and last twelve states', async () => {
  const clock = new FakeClock()
  const check = async (): Promise<Verdict<void>> => notYet(`state ${clock.now() / 1000}`)

  await assert.rejects(
    waitFor({ description: 'it', check, everyMs: 1000 }, { within: seconds(99), clock }),
    (error: Error) => {
      const lines = error.message.split('\n').slice(1)
      assert.equal(lines.length, 16)
      assert.equal(lines[2], '     2.0 s  state 2')
      assert.equal(lines[3], '    … 85 more states …')
      assert.equal(lines[15], '    99.0 s  state 99')
      return true
    },
  )
})

test('what becomes true exactly at the deadline is still found', async () => {
  const clock = new FakeClock()
  const check = async (): Promise<Verdict<string>> =>
    clock.now() >= seconds(7) ? met('found') : notYet('nothing')

  const found = await waitFor(
    { description: 'it', check, everyMs: 60_000 },
    { within: seconds(7), clock },
  )

  assert.deepEqual([found, clock.now()], ['found', seconds(7)])
})

test('a look that throws ends the wait, with what it threw', async () => {
  const clock = new FakeClock()
  const refused = new Error('certificate refused')

  await assert.rejects(
    waitFor(
      { description: 'it', check: async () => Promise.reject(refused) },
      { within: 1000, clock },
    ),
    refused,
  )
  assert.equal(clock.pending, 0)
})

test('a look that never answers does not outlive the deadline by more than two seconds', async () => {
  const clock = new FakeClock()
  let given: AbortSignal | undefined
  const check = (signal: AbortSignal): Promise<Verdict<void>> => {
    given = signal
    return forever()
  }

  await assert.rejects(waitFor({ description: 'it', check }, { within: seconds(5), clock }), {
    message: 'Timed out after 5 s waiting for it.\n    7.0 s  no answer for 7 s',
  })
  assert.deepEqual([clock.now(), given?.aborted], [seconds(7), true])
})

test('a look under way at the deadline may still answer that it is met', async () => {
  const clock = new FakeClock()
  const check = (): Promise<Verdict<string>> =>
    new Promise((resolve) => void clock.after(seconds(6), () => resolve(met('late'))))

  assert.equal(await waitFor({ description: 'it', check }, { within: seconds(5), clock }), 'late')
})

test('an abort ends the wait at once, with its reason, even while a look hangs', async () => {
  const stop = new AbortController()
  const check = (): Promise<Verdict<void>> => forever()
  const waiting = waitFor(
    { description: 'it', check },
    { within: seconds(60), signal: stop.signal },
  )

  setImmediate(() => stop.abort(new Error('interrupted')))

  await assert.rejects(waiting, { message: 'interrupted' })
})

test('a signal that is aborted already prevents the first look', async () => {
  const looked = counting(async () => met(1))
  const signal = AbortSignal.abort(new Error('interrupted'))

  await assert.rejects(waitFor(looked.condition, { within: 1000, signal }), {
    message: 'interrupted',
  })

  assert.equal(looked.times(), 0)
})

test('a watch that says changed causes a look at once, any number of changes during a look just one', async () => {
  let changed = (): void => undefined
  let release = (): void => undefined
  let now = 'Pending'
  const seen: string[] = []
  const condition: Condition<string> = {
    description: 'it',
    everyMs: seconds(60),
    watch: (report) => {
      changed = report
      return forever()
    },
    async check() {
      const state = now
      seen.push(state)
      if (state === 'slow') await new Promise<void>((resolve) => (release = resolve))
      return state === 'Running' ? met('found') : notYet(state)
    },
  }
  const waiting = waitFor(condition, { within: seconds(60) })
  await turn()

  now = 'slow'
  changed()
  await turn()
  changed()
  changed()
  now = 'Running'
  release()

  assert.equal(await waiting, 'found')
  assert.deepEqual(seen, ['Pending', 'slow', 'Running'])
})

test('beside a watch it still looks every five seconds, without one soon and then every half second', async () => {
  const watched = await looksIn(seconds(10), () => forever())
  const died = await looksIn(seconds(10), () => Promise.reject(new Error('forbidden')))
  const without = await looksIn(seconds(10), undefined)

  assert.deepEqual(watched, [0, 5, 10])
  assert.deepEqual(died.slice(0, 5), [0, 0, 0.2, 0.6, 1.1])
  assert.deepEqual(without.slice(0, 6), [0, 0.1, 0.3, 0.7, 1.2, 1.7])
})

test('the watch is told when the wait is over', async () => {
  const clock = new FakeClock()
  let over: AbortSignal | undefined
  const condition: Condition<void> = {
    description: 'it',
    check: async () => notYet('nothing'),
    watch: (_, signal) => {
      over = signal
      return forever()
    },
  }

  await assert.rejects(waitFor(condition, { within: seconds(1), clock }))

  assert.equal(over?.aborted, true)
})

test('an observer hears what is waited for, what was seen, and the end', async () => {
  const heard: (Waiting | undefined)[] = []
  const stop = onWaiting((waiting) => heard.push(waiting))
  let looks = 0
  const check = async (): Promise<Verdict<void>> =>
    ++looks > 1 ? met(undefined) : notYet('Pending')

  await waitFor({ description: 'a pod', check }, { within: seconds(5), clock: new FakeClock() })
  stop()
  await waitFor({ description: 'another', check }, { within: seconds(5), clock: new FakeClock() })

  const told = heard.map((waiting) => waiting && [waiting.description, waiting.seen])
  assert.deepEqual(told, [['a pod', undefined], ['a pod', 'Pending'], ['a pod', 'met'], undefined])
})

const forever = (): Promise<never> => new Promise(() => undefined)

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

const counting = <T>(
  check: () => Promise<Verdict<T>>,
): { condition: Condition<T>; times: () => number } => {
  let times = 0
  const counted = (): Promise<Verdict<T>> => {
    times += 1
    return check()
  }
  return { condition: { description: 'it', check: counted }, times: () => times }
}

const looksIn = async (within: number, watch?: () => Promise<void>): Promise<number[]> => {
  const clock = new FakeClock()
  const times: number[] = []
  const check = async (): Promise<Verdict<void>> => {
    times.push(clock.now() / 1000)
    return notYet('nothing')
  }
  const condition: Condition<void> = { description: 'it', check, ...(watch && { watch }) }
  await assert.rejects(waitFor(condition, { within, clock }))
  return times
}
