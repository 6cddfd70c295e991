import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hunksBetween } from '../../../testing/hunks'
import { DifferenceList } from '../../../testing/difference-list'
import { HandoverLab } from '../testing/handover-lab'
import { listedHandoverDifferences, listedLookDifferences } from './listed-differences'
import { lineOf, type RowWrite, writeRecording, writeRecordings } from './write-recording'
import { handoverChapters } from './stories'
import type { HandoverStory } from './stories/handover-story'
import type { Look } from './look'
import { podsLooks } from './pods-look'
import { terminalLooks } from './terminal-look'
import { watchWrites } from './write-watch'
import {
  objectLines,
  objectRecording,
  objectRecordings,
  type ObjectEvent,
} from './object-recording'
import { type Watched, watchObjects } from './object-watch'

const allLooks = [...terminalLooks, ...podsLooks]
const list = new DifferenceList(listedLookDifferences)
const counts = { agree: 0, listed: 0 }

for (const chapter of handoverChapters)
  describe(`a hand-over goes as it went on the real device: ${chapter.name}`, () => {
    let lab: HandoverLab
    let writes: RowWrite[]
    before(async () => {
      lab = await HandoverLab.begin()
      writes = watchWrites(lab)
      lab.beginWatching()
      await chapter.before(lab)
    })
    after(async () => lab[Symbol.asyncDispose]())

    for (const story of chapter.stories)
      test(story.name, async () => {
        await story.before?.(lab)
        writes.length = 0
        lab.beginWatching()
        const recorded = writeRecordings().includes(story.recording)
          ? writeRecording(story.recording)
          : undefined
        const watches = watchesOf(story, lab)
        await story.happens(lab)
        const looks = looksOf(story)
        const end = Math.max((recorded?.at(-1)?.t ?? 0) + 2, looks.at(-1)?.seconds ?? 0)
        for (const look of looks) {
          await lab.at(Math.min(look.seconds, story.seconds ?? Infinity))
          await takeLook(lab, look)
        }
        await lab.at(story.seconds ?? end)
        for (const { name, events, end } of watches) {
          end()
          compareObjects(name, events)
        }
        if (recorded) compareWrites(story, recorded, writes)
      })
  })

test('every recording is of one story', () => {
  const told = handoverChapters.flatMap(({ stories }) => stories.map(({ recording }) => recording))
  for (const name of writeRecordings()) assert.ok(told.includes(name), name)
  const numbers = told.map((name) => name.split('-')[0])
  for (const name of objectRecordings()) assert.ok(numbers.includes(name.split('-')[0]), name)
  for (const name of Object.keys(listedHandoverDifferences))
    assert.ok([...told, ...objectRecordings()].includes(name), name)
  for (const { name } of allLooks) assert.ok(numbers.includes(name.split('-')[0]), name)
  assert.deepEqual(list.stale(), [])
  console.log(
    `looks at hand-overs: ${counts.agree} agree, ${counts.listed} with listed differences`,
  )
})

/** The watches that were recorded beside the writes: `03-pods` beside `03-daemonset-v2`. */
function watchesOf(
  { recording }: HandoverStory,
  lab: HandoverLab,
): ({ name: string } & ReturnType<typeof watchObjects>)[] {
  const number = recording.split('-')[0]
  return objectRecordings()
    .filter((name) => name.split('-')[0] === number)
    .map((name) => ({ name, ...watchObjects(lab, name.split('-')[1] as Watched) }))
}

/** The looks that were taken in the story, in that order. */
function looksOf({ recording }: HandoverStory): Look[] {
  const [number] = recording.split('-')
  return allLooks
    .filter(({ name }) => name.split('-')[0] === number)
    .toSorted((one, other) => one.seconds - other.seconds)
}

async function takeLook(lab: HandoverLab, look: Look): Promise<void> {
  const found = await look.differences(lab)
  assert.deepEqual(list.unlisted(look.name, found), [], look.name)
  counts[found.length === 0 ? 'agree' : 'listed'] += 1
}

function compareObjects(name: string, given: readonly ObjectEvent[]): void {
  assertAsListed(name, objectLines(objectRecording(name)), objectLines(given))
}

function compareWrites(
  { recording, chance = lookSeconds }: HandoverStory,
  recorded: RowWrite[],
  given: RowWrite[],
): void {
  assertAsListed(recording, recorded.map(lineOf), given.map(lineOf))
  if (recorded.length === given.length) assert.deepEqual(outOfTime(recorded, given, chance), [])
}

function assertAsListed(name: string, recorded: string[], given: string[]): void {
  const seen = hunksBetween(recorded, given)
    .flatMap(({ wanted, given }) => [...wanted.map((l) => `- ${l}`), ...given.map((l) => `+ ${l}`)])
    .join('\n')
  const listed = listedHandoverDifferences[name]?.lines.join('\n') ?? ''
  assert.equal(seen, listed, `${name} differs otherwise than listed:\n${seen}`)
}

/** Each step takes as long as it took, give or take a look of the kubelet and an eighth. */
function outOfTime(
  recorded: readonly RowWrite[],
  given: readonly RowWrite[],
  chance: number,
): string[] {
  return given.slice(1).flatMap((write, at) => {
    const took = write.t - given[at]!.t
    const wanted = recorded[at + 1]!.t - recorded[at]!.t
    if (Math.abs(took - wanted) <= chance + wanted / 8) return []
    return `${lineOf(write)}: ${took.toFixed(1)} s after the one before instead of ${wanted.toFixed(1)} s`
  })
}

/** By so much a kubelet may be late, or the recorded one was. */
const lookSeconds = 4
