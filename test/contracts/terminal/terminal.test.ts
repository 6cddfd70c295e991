import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { DifferenceList } from '../../../lib/simulator/testing/difference-list'
import { differencesFrom } from '../../../lib/simulator/testing/transcript'
import { listedDifferences } from './listed-differences'
import { RecordedLab } from './recorded-lab'
import { numberOf, recording, recordings } from './recording'
import type { Scene } from './scene'
import { story } from './story'

const list = new DifferenceList(listedDifferences)
const counts = { agree: 0, listed: 0 }

for (const { title, scale, scenes } of story)
  describe(title, () => {
    let lab: RecordedLab
    before(async () => {
      lab = await RecordedLab.boot(scale)
    })
    after(() => lab.close())
    for (const scene of scenes)
      test(`${recording(scene.number).name} reads as recorded`, () => replay(lab, scene))
  })

test('every transcript is replayed, and no listed difference is a thing of the past', () => {
  const told = story.flatMap(({ scenes }) => scenes.map(({ number }) => number))
  assert.deepEqual(told.toSorted(), recordings.map(numberOf).toSorted())
  assert.deepEqual(list.stale(), [])
  console.log(`terminal contracts: ${counts.agree} agree, ${counts.listed} with listed differences`)
})

async function replay(lab: RecordedLab, { number, before: prepare }: Scene): Promise<void> {
  await prepare?.(lab)
  const recorded = recording(number)
  const { machine, command, user } = recorded
  const found = differencesFrom(recorded, await lab.type(machine, command, user))
  assert.deepEqual(list.unlisted(number, found), [])
  counts[found.length === 0 ? 'agree' : 'listed'] += 1
}
