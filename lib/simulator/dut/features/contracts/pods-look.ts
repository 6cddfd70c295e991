import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerDifferences } from '../../../kubernetes/testing/answer-differences'
import { settled } from '../../../kubernetes/testing/volatile'
import type { Look } from './look'

/** What the real API server answered who asked for the feature's pods. */
interface Recorded {
  readonly story: string
  readonly t: number
  readonly path: string
  readonly body: unknown
}

export const podsLooks: readonly Look[] = readFileSync(
  join(__dirname, 'recordings', 'pods.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded)
  .map(({ story, t, path, body }) => ({
    name: `${story}-pods`,
    seconds: t,
    differences: async (lab) => answerDifferences(settled(body), settled(await lab.ask(path))),
  }))
