import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { type Hunk, hunksBetween } from '../../testing/hunks'
import { DifferenceList } from '../../testing/difference-list'
import { WatchHands } from './watch-hands'
import { LookTaking } from './look-taking'
import { looksOf, lookSubjects, type WatchLook } from './watch-look'
import { comparable, watchLines } from './watch-lines'
import {
  type WatchEvent,
  type WatchRecording,
  watchRecording,
  watchRecordings,
} from './watch-recording'
import { watchStories } from './watch-stories'
import { type WatchStory } from './watch-story'
import { WatchStream } from './watch-stream'
import { listedLookDifferences, listedWatchDifferences } from './listed-differences'

const counts = { agree: 0, differ: 0 }
const list = new DifferenceList(listedLookDifferences)
const lookCounts = { agree: 0, listed: 0 }

describe('watches show what they showed on the real API server', () => {
  for (const story of watchStories) test(story.name, (context) => replay(story, context))

  test('every recording is of one story', (context) => {
    context.diagnostic(
      `Watch contracts: ${counts.agree} streams agree, ${counts.differ} listed differences`,
    )
    context.diagnostic(
      `looks at watched stories: ${lookCounts.agree} agree, ${lookCounts.listed} with listed differences`,
    )
    assert.deepEqual(list.stale(), [])
    const subjects = new Set(watchStories.flatMap(({ streams }) => streams.map(subjectOf)))
    for (const subject of lookSubjects()) assert.ok(subjects.has(subject), subject)
    const told = watchStories.flatMap(({ streams }) => streams)
    assert.deepEqual([...told].sort(), watchRecordings().sort())
    for (const name of Object.keys(listedWatchDifferences)) assert.ok(told.includes(name), name)
  })
})

async function replay(story: WatchStory, context: TestContext): Promise<void> {
  await using hands = await WatchHands.begin(story.chance)
  await story.before?.(hands)
  hands.beginWatching()
  for (const name of story.streams)
    hands.streams.push(await WatchStream.open(name, watchRecording(name), hands.lab))
  for (const subject of new Set(story.streams.map(subjectOf))) {
    const streams = hands.streams.filter(({ name }) => subjectOf(name) === subject)
    hands.looks.push(new LookTaking(hands, steadiest(streams), looksOf(subject)))
  }
  await story.happens(hands)
  for (const looks of hands.looks) await looks.untilTaken()
  const problems = hands.looks.flatMap(({ found }) => [...found].flatMap(looked))
  for (const stream of hands.streams) problems.push(...(await problemsOf(stream, hands, context)))
  if (problems.length > 0) assert.fail(problems.join('\n'))
}

/** What a stream is about: `pull-no-secret`. */
const subjectOf = (stream: string): string => stream.replace(/^(containers-)?\d+-[a-z]+-/, '')

/** By whose events it is told how far a story has come: pods go through the most states. */
const steadiest = (streams: readonly WatchStream[]): WatchStream =>
  ['-pods-', '-events-', '']
    .map((kind) => streams.find(({ name }) => name.includes(kind)))
    .find((stream) => stream !== undefined)!

function looked([{ name }, differences]: [WatchLook, readonly string[]]): string[] {
  lookCounts[differences.length === 0 ? 'agree' : 'listed'] += 1
  return list.unlisted(name, differences).map((line) => `${name}: ${line}`)
}

async function problemsOf(
  stream: WatchStream,
  hands: WatchHands,
  context: TestContext,
): Promise<string[]> {
  const { name, recording } = stream
  const given = await stream.close()
  if (stream.cut !== recording.cut) return [`${name}: cut: ${stream.cut}`]
  const hunks = hunksBetween(watchLines(recording.events), watchLines(given))
  const known = listedWatchDifferences[name]
  if (hunks.length === 0 && !known) {
    counts.agree++
    return outOfTime(recording.events, given, hands).map((problem) => `${name}: ${problem}`)
  }
  counts.differ++
  context.diagnostic(`${name} differs: ${known?.why ?? 'that is not listed'}`)
  const listed = (known?.hunks ?? []).map(textOf).join('\n')
  const seen = hunks.map(textOf).join('\n')
  return listed === seen ? [] : [`${name} differs otherwise than listed:\n${seen}`]
}

/**
 * Each step takes as long as it took, give or take a look of the kubelet and an eighth, until something is being
 * deleted.
 */
function outOfTime(
  recorded: WatchRecording['events'],
  given: readonly WatchEvent[],
  hands: WatchHands,
): string[] {
  const then = comparable(recorded)
  const end = then.findIndex(
    ({ type, object }) => type === 'DELETED' || object.metadata.deletionTimestamp,
  )
  const now = comparable(given).map(({ object }) => hands.secondsOf(object))
  return then.slice(0, end < 0 ? undefined : end).flatMap(({ t, type, object }, at) => {
    const wanted = t - (then[at - 1]?.t ?? 0)
    const took = now[at]! - (now[at - 1] ?? 0)
    if (Math.abs(took - wanted) <= lookSeconds + wanted / 8) return []
    return `${type} ${object.kind} (${at}) came ${took} s after the one before instead of ${wanted} s`
  })
}

/** By so much a kubelet may be late, or the recorded one was. */
const lookSeconds = 16

const textOf = ({ wanted, given }: Hunk): string =>
  [...wanted.map((line) => `- ${line}`), ...given.map((line) => `+ ${line}`)].join('\n')
