import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { settledLines } from '../../testing/settled-lines'
import { differencesFrom, transcriptsIn } from '../../testing/transcript'
import { answerDifferences } from '../testing/answer-differences'
import { settled } from '../testing/volatile'
import { LabTerminal } from './lab-terminal'
import type { WatchHands } from './watch-hands'

/** What was typed, or asked of the API, in the middle of a story that was watched. */
export interface WatchLook {
  readonly name: string
  /** When, in seconds after the watches began. */
  readonly seconds: number
  /** Looks at the simulated lab, and tells what is different. */
  readonly differences: (hands: WatchHands) => Promise<string[]>
}

const folder = join(__dirname, 'recordings', 'looks')

/** The looks of a story, by the subject of its streams: `pull-no-secret`. */
export const looksOf = (subject: string): WatchLook[] =>
  [...typed(subject), ...asked.filter(({ story }) => story === subject)].toSorted(
    (one, other) => one.seconds - other.seconds,
  )

/** What all recorded looks are about. */
export const lookSubjects = (): Set<string> =>
  new Set([
    ...readdirSync(folder).filter((name) => !name.includes('.')),
    ...asked.map(({ story }) => story),
  ])

function typed(subject: string): WatchLook[] {
  const path = join(folder, subject)
  return (existsSync(path) ? transcriptsIn(path) : []).map((transcript) => ({
    name: transcript.name,
    seconds: Number(transcript.at),
    differences: async (hands) => {
      const shown = await new LabTerminal(hands).type(named(transcript.command, hands))
      return differencesFrom(transcript, shown, settledLines)
    },
  }))
}

/** What the real API server answered. */
interface Answer {
  readonly name: string
  readonly story: string
  readonly t: number
  readonly path: string
  readonly status: number
  readonly body: unknown
}

const asked: readonly (WatchLook & { readonly story: string })[] = readFileSync(
  join(folder, 'answers.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Answer)
  .map(({ name, story, t, path, status, body }) => ({
    name,
    story,
    seconds: t,
    differences: async (hands) => {
      const admin = await hands.client('admin')
      const given = await admin.ask('GET', named(path, hands), { accept: 'application/json' })
      return answerDifferences(
        settled({ status, body }),
        settled({ status: given.status, body: given.body }),
      )
    },
  }))

/** The recorded pods have other names here, and no test waits longer than it must. */
const named = (text: string, hands: WatchHands): string =>
  text
    .replace(
      /\b([a-z]+)-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g,
      (name, set: string) => hands.pod(set)?.metadata.name ?? name,
    )
    .replace(/--timeout=\d+s/, '--timeout=300ms')
