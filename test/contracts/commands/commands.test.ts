import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { differencesFrom } from '../../../lib/simulator/testing/transcript'
import { RecordedLab } from '../terminal/recorded-lab'
import { type Exchange, exchangesOf, families } from './exchange'
import { listedDifferences } from './listed-differences'

const counts = { agree: 0, listed: 0 }
const reasons = new Map(listedDifferences.map(({ command, why }) => [command, why]))

for (const family of families)
  describe(`what was typed about ${family} is answered as on the real machine`, () => {
    let lab: RecordedLab
    before(async () => {
      lab = await RecordedLab.boot(1)
    })
    after(() => lab.close())
    for (const exchange of exchangesOf(family))
      test(exchange.command, async () => {
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

async function differences(lab: RecordedLab, exchange: Exchange): Promise<string[]> {
  const { machine, command, user } = exchange
  return differencesFrom({ ...exchange, at: '' }, await lab.type(machine, command, user))
}
