import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { answerDifferences } from '../testing/answer-differences'
import { settled } from '../testing/volatile'
import { answerTo } from './answers'
import { EarlierAnswers } from './earlier-answers'
import { LabHands } from './lab-hands'
import { listedExchanges } from './listed-exchanges'
import { type Recording, recordings } from './recording'

/** Requests that a real API server got one after the other, and its answers: a file each, on a fresh cluster. */
const files = readdirSync(join(__dirname, 'recordings', 'exchanges')).sort()
const counts = { agree: 0, differ: 0 }

describe('requests get the answers that a real API server of 1.20.2 gave', () => {
  for (const file of files)
    test(file.replace('.jsonl', ''), async () => {
      await using hands = await LabHands.begin()
      const wrong: string[] = []
      const earlier = new EarlierAnswers()
      for (const recording of recordings('exchanges', file)) {
        const differences = await differencesOf(earlier.filledIn(recording), hands, earlier)
        const exchange = `${file.replace('.jsonl', '')} ${recording.name}`
        const isListed = listedExchanges.has(exchange)
        if (!isListed) wrong.push(...differences.map((difference) => `${exchange} ${difference}`))
        else if (differences.length === 0)
          wrong.push(`${exchange}: it no longer differs: unlist it`)
        counts[isListed ? 'differ' : 'agree']++
      }
      assert.deepEqual(wrong, [])
    })

  test('all that is listed is recorded', (context) => {
    context.diagnostic(`Exchanges: ${counts.agree} agree, ${counts.differ} listed differences`)
    assert.equal(counts.differ, listedExchanges.size)
  })
})

async function differencesOf(
  recording: Recording,
  hands: LabHands,
  earlier: EarlierAnswers,
): Promise<string[]> {
  if (recording.later) await hands.clock.pass(1)
  const { status, body, headers } = await answerTo(recording, hands)
  earlier.note(body)
  const { response, owners } = recording
  const told = Object.keys(response.headers).map((name) => [name, headers[name] ?? ''] as const)
  return answerDifferences(
    settled(response, '', owners),
    settled({ status, headers: Object.fromEntries(told), body }, '', owners),
  )
}
