import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hunksBetween } from '../../../kubernetes/testing/hunks'
import { HandoverLab } from '../testing/handover-lab'
import { knownWriteDifferences } from './known-differences'
import { lineOf, type RowWrite, writeRecording, writeRecordings } from './write-recording'
import { writeChapters, type WriteStory } from './write-stories'
import { watchWrites } from './write-watch'

for (const chapter of writeChapters)
  describe(`rows are written as they were on the real device: ${chapter.name}`, () => {
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
        const recorded = writeRecording(story.recording)
        await story.happens(lab)
        await lab.at(story.seconds ?? (recorded.at(-1)?.t ?? 0) + 2)
        compare(story, recorded, writes)
      })
  })

test('every recording is of one story', () => {
  const told = writeChapters.flatMap(({ stories }) => stories.map(({ recording }) => recording))
  assert.deepEqual(told.toSorted(), writeRecordings().toSorted())
  for (const name of Object.keys(knownWriteDifferences)) assert.ok(told.includes(name), name)
})

function compare(
  { recording, chance = lookSeconds }: WriteStory,
  recorded: RowWrite[],
  given: RowWrite[],
): void {
  const seen = hunksBetween(recorded.map(lineOf), given.map(lineOf))
    .flatMap(({ wanted, given }) => [...wanted.map((l) => `- ${l}`), ...given.map((l) => `+ ${l}`)])
    .join('\n')
  const listed = knownWriteDifferences[recording]?.lines.join('\n') ?? ''
  assert.equal(seen, listed, `${recording} differs otherwise than listed:\n${seen}`)
  if (seen === '') assert.deepEqual(outOfTime(recorded, given, chance), [])
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
