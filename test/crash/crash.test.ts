import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { changePoints, crash } from './crash'
import { drawCrashes } from './draws'
import { complaints } from './verdict'

/** By hand: `npm run test:crash -- --seed 7`; all of them: `--all`, see all.ts. */
const { seed, wanted } = {
  seed: Number(process.env.CRASH_SEED ?? 1),
  wanted: Number(process.env.CRASH_POINTS ?? 20),
}

test('whatever happens to a run at any of its change points, the machines are as they were', async (t) => {
  const points = await changePoints(t)
  const crashes = drawCrashes(points.length, wanted, seed)
  t.diagnostic(`${points.length} change points, ${crashes.length} accidents, seed ${seed}`)
  const names = crashes.map(({ accident, at }) => `${accident.name} at ${at} ${points[at]?.what}`)
  await describe('accidents', { concurrency: 2 }, () => {
    for (const [i, each] of crashes.entries())
      test(names[i], async (context) => {
        assert.deepEqual(complaints(each.accident, await crash(context, each)), [])
      })
  })
})
