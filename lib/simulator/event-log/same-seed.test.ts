import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventsOfAStory } from './testing/story'

const text = (events: readonly object[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('')

test('one seed tells one story, to the millisecond; another seed another one', async () => {
  const first = text(await eventsOfAStory(1))
  assert.equal(text(await eventsOfAStory(1)), first)
  const other = text(await eventsOfAStory(2, 'the cluster starts'))
  assert.match(other, /node","what":"kubesonic Ready: True/)
  assert.equal(first.startsWith(other), false)
})
