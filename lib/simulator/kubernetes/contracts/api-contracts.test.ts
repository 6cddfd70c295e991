import assert from 'node:assert/strict'
import { after, before, describe, test, type TestContext } from 'node:test'
import { answerDifferences } from '../testing/answer-differences'
import { settled } from '../testing/volatile'
import { answerTo, livesIn } from './answers'
import { story } from './api-story'
import { listedAnswerDifferences } from './listed-differences'
import { LabHands } from './lab-hands'
import { type Recording, recordings } from './recording'

const all = recordings('api')
/** The lab was set up anew before this recording. */
const secondSession = all.findIndex(({ name }) => name.startsWith('159 '))
const counts = { agree: 0, differ: 0 }

describe('the API answers as the real one did', () => {
  session(all.slice(0, secondSession))
  session(all.slice(secondSession))

  test('every difference is listed, and every one listed is there', (context) => {
    context.diagnostic(`API contracts: ${counts.agree} agree, ${counts.differ} listed differences`)
    const known = new Set(all.map(({ name }) => name))
    for (const name of Object.keys(listedAnswerDifferences))
      assert.ok(known.has(name), `no recording ${name}`)
    assert.equal(counts.agree + counts.differ, all.length)
  })
})

function session(recorded: readonly Recording[]): void {
  describe(`from ${recorded[0]?.name} on`, () => {
    let hands: LabHands
    before(async () => {
      hands = await LabHands.begin()
    })
    after(() => hands[Symbol.asyncDispose]())
    for (const recording of recorded)
      test(recording.name, (context) => replay(recording, hands, context))
  })
}

async function replay(recording: Recording, hands: LabHands, context: TestContext): Promise<void> {
  await story[recording.name.slice(0, 3)]?.(hands)
  const wanted = comparable(recording.response)
  const given = comparable(await answerTo(recording, hands))
  const differences = answerDifferences(wanted, given)
  const why = listedAnswerDifferences[recording.name]
  if (why === undefined) {
    assert.deepEqual(differences, [])
    counts.agree++
  } else {
    context.diagnostic(`differs: ${why}`)
    assert.notDeepEqual(
      differences,
      [],
      'it no longer differs: take it out of listed-differences.ts',
    )
    counts.differ++
  }
}

/** The length is not compared: it counts what is volatile, too. That it is told at all is. */
function comparable({ status, headers, body }: Recording['response']): unknown {
  const told = { ...headers }
  if ('content-length' in told) told['content-length'] = '<told>'
  return { status, headers: told, body: settled(livesIn(body)) }
}
