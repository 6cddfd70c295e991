import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { answerDifferences } from '../testing/answer-differences'
import { settled } from '../testing/volatile'
import { answerTo } from './answers'
import { LabHands } from './lab-hands'
import { type Recording, recordings } from './recording'

/** Requests that a real API server got one after the other, and its answers: a file each, on a fresh cluster. */
const files = readdirSync(join(__dirname, 'recordings', 'exchanges')).sort()

describe('requests get the answers that a real API server of 1.20.2 gave', () => {
  for (const file of files)
    test(file.replace('.jsonl', ''), async (context) => {
      const recorded = recordings('exchanges', file)
      await using hands = await LabHands.begin()
      const wrong: string[] = []
      for (const recording of recorded) wrong.push(...(await differencesOf(recording, hands)))
      context.diagnostic(`${recorded.length} requests`)
      assert.deepEqual(wrong, [])
    })
})

async function differencesOf(recording: Recording, hands: LabHands): Promise<string[]> {
  if (recording.later) await hands.clock.pass(1)
  const { status, body } = await answerTo(recording, hands)
  const { response } = recording
  return answerDifferences(
    settled({ status: response.status, body: response.body }),
    settled({ status, body }),
  ).map((difference) => `${recording.name} ${difference}`)
}
