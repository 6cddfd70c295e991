import assert from 'node:assert/strict'
import { after, before, describe, test, type TestContext } from 'node:test'
import { changed } from '../testing/differences'
import { settled } from '../testing/volatile'
import { answerTo, livesIn } from './answers'
import { story } from './api-story'
import { knownAnswerDifferences } from './known-differences'
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
    for (const name of Object.keys(knownAnswerDifferences))
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
  const differences = [...apart(wanted, given)]
  const reason = knownAnswerDifferences[recording.name]
  if (reason === undefined) {
    assert.deepEqual(differences, [])
    counts.agree++
  } else {
    context.diagnostic(`differs: ${reason}`)
    assert.notDeepEqual(
      differences,
      [],
      'it no longer differs: take it out of known-differences.ts',
    )
    counts.differ++
  }
}

/** The length is not compared: it counts what is volatile, too. That it is told at all is. */
function comparable({ status, headers, body }: Recording['response']): unknown {
  const told = { ...headers }
  if ('content-length' in told) told['content-length'] = '<told>'
  return { status, headers: told, body: indexed(settled(livesIn(body))) }
}

/** Lists as maps, so that the element that differs is told. */
function indexed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, indexed(item)]))
}

/** Each difference as what is wanted and what is given. */
function* apart(wanted: unknown, given: unknown): Generator<string> {
  const backwards = new Map([...changed(given, wanted, '')].map((line) => pathAndValue(line)))
  for (const [path, value] of [...changed(wanted, given, '')].map((line) => pathAndValue(line))) {
    yield `${path}: wanted ${backwards.get(path)}, given ${value}`
  }
}

const pathAndValue = (line: string): [string, string] => {
  const at = line.indexOf(': ')
  return [line.slice(0, at), line.slice(at + 2)]
}
