import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { lineDifferences } from './line-difference'
import { listedDifferences } from './listed-differences'
import { RecordedLab } from './recorded-lab'
import { numberOf, recording, recordings, type Recording } from './recording'
import type { Scene } from './scene'
import { story } from './story'
import { settledLines } from './volatile'

const needed = new Set<string>()
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
  const certain = listedDifferences.filter(({ sometimes }) => !sometimes)
  const stale = certain.flatMap(({ recordings: numbers, lines }) =>
    numbers.map((number) => entry(number, lines)).filter((each) => !needed.has(each)),
  )
  assert.deepEqual(stale, [])
  console.log(`terminal contracts: ${counts.agree} agree, ${counts.listed} with listed differences`)
})

async function replay(lab: RecordedLab, { number, before: prepare }: Scene): Promise<void> {
  await prepare?.(lab)
  const recorded = recording(number)
  const found = await differencesOf(lab, recorded)
  const unlisted = found.filter((line) => {
    const known = listedDifferences.filter(
      ({ recordings: numbers, lines }) => numbers.includes(number) && lines.test(line),
    )
    for (const { lines } of known) needed.add(entry(number, lines))
    return known.length === 0
  })
  assert.deepEqual(unlisted, [])
  counts[found.length === 0 ? 'agree' : 'listed'] += 1
}

async function differencesOf(lab: RecordedLab, recorded: Recording): Promise<string[]> {
  const twin = await lab.type(recorded.machine, recorded.command, recorded.user)
  const code =
    twin.exitCode === recorded.exitCode
      ? []
      : [`exit code - ${recorded.exitCode}`, `exit code + ${twin.exitCode}`]
  const texts = (['stdout', 'stderr'] as const).flatMap((stream) =>
    lineDifferences(settledLines(recorded[stream]), settledLines(twin[stream])).map(
      ({ sign, line }) => `${stream} ${sign} ${line}`,
    ),
  )
  return [...code, ...texts]
}

const entry = (number: string, lines: RegExp): string => `${number} ${lines.source}`
