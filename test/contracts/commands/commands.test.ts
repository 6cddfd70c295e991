import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { differencesFrom } from '../../../lib/simulator/testing/transcript'
import { type Exchange, comparisonsOf, exchangesOf, families } from './exchange'
import { listedDifferences } from './listed-differences'
import { TypedLab } from './typed-lab'

const counts = { agree: 0, listed: 0 }
const listed = (family: string): Set<string> =>
  new Set(listedDifferences[family]?.map(({ command }) => command))

for (const family of families)
  describe(`what was typed about ${family} is answered as on the real machine`, () => {
    let lab: TypedLab
    const differs = listed(family)
    before(async () => {
      lab = await TypedLab.boot()
    })
    after(() => lab.close())
    for (const { before: earlier, exchange } of comparisonsOf(family))
      test(exchange.command, async () => {
        for (const each of earlier) await lab.type(each)
        const found = await differences(lab, exchange)
        if (differs.has(exchange.command)) assert.notDeepEqual(found, [], 'listed, and agrees')
        else assert.deepEqual(found, [])
        counts[found.length === 0 ? 'agree' : 'listed'] += 1
      })
  })

test('every listed difference is in the recordings', () => {
  for (const family of families) {
    const typed = new Set(exchangesOf(family).map(({ command }) => command))
    assert.deepEqual(
      [...listed(family)].filter((command) => !typed.has(command)),
      [],
    )
  }
  assert.deepEqual(
    Object.keys(listedDifferences).filter((family) => !families.includes(family)),
    [],
  )
  console.log(`commands: ${counts.agree} agree, ${counts.listed} listed differences`)
})

async function differences(lab: TypedLab, exchange: Exchange): Promise<string[]> {
  return differencesFrom({ ...exchange, at: '' }, await lab.type(exchange))
}
