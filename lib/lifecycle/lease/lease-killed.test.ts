import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killedTakers } from '../fixtures/killed-takers'

for (const [machine, use] of [
  ['a DUT', 'alone'],
  ['a vmhost', 'cluster'],
] as const)
  test(`${machine}: 10 rounds of real processes, some killed in the middle: never two holders, and the next gets in`, async (t) => {
    assert.deepEqual(await killedTakers(t, use, 10), { most: 1, inVain: 0, left: [] })
  })

test('without the lock, two get in', async (t) => {
  const unlocked = (script: string): string =>
    script.replace(/flock -w 120 \S+/, 'env').replace('choose_mode\n', 'choose_mode; sleep 0.1\n')
  // Those that come at the very same moment stumble over each other's files, and none or one gets in: then once more.
  let most = 0
  for (let tries = 0; most < 2 && tries < 10; tries++)
    most = (await killedTakers(t, 'alone', 1, unlocked)).most
  assert.ok(most > 1)
})
