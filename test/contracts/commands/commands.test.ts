import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { differencesFrom } from '../../../lib/simulator/testing/transcript'
import { type Exchange, comparisonsOf, exchangesOf, families } from './exchange'
import { listedDifferences } from './listed-differences'
import { TypedLab } from './typed-lab'

const counts = { agree: 0, listed: 0 }
const reasons = new Map(listedDifferences.map(({ command, why }) => [command, why]))

for (const family of families)
  describe(`what was typed about ${family} is answered as on the real machine`, () => {
    let lab: TypedLab
    before(async () => {
      lab = await TypedLab.boot()
    })
    after(() => lab.close())
    for (const { before: earlier, exchange } of comparisonsOf(family))
      test(exchange.command, async () => {
        for (const each of earlier) await lab.type(each)
        const found = await differences(lab, exchange)
        if (reasons.has(exchange.command)) assert.notDeepEqual(found, [], 'listed, and agrees')
        else assert.deepEqual(found, [])
        counts[found.length === 0 ? 'agree' : 'listed'] += 1
      })
  })

test('every listed difference is in the recordings', () => {
  const typed = new Set(families.flatMap(exchangesOf).map(({ command }) => command))
  assert.deepEqual(
    [...reasons.keys()].filter((command) => !typed.has(command)),
    [],
  )
  console.log(`commands: ${counts.agree} agree, ${counts.listed} listed differences`)
})

async function differences(lab: TypedLab, exchange: Exchange): Promise<string[]> {
  return differencesFrom({ ...exchange, at: '' }, await lab.type(exchange))
}
