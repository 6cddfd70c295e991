import { join } from 'node:path'
import { settledLines } from '../../../testing/settled-lines'
import { differencesFrom, transcriptsIn } from '../../../testing/transcript'
import type { Look } from './look'

/** What was typed on the device: a look at its state, or at its log. */
export const terminalLooks: readonly Look[] = transcriptsIn(
  join(__dirname, 'recordings', 'terminal'),
).map((transcript) => ({
  name: transcript.name,
  seconds: Number(transcript.at),
  differences: async (lab) =>
    differencesFrom(
      transcript,
      await lab.type(transcript.command),
      transcript.name.includes('-log') ? byWriter : ofState,
    ),
}))

const ofState = (text: string): string[] => imagesSorted(settledLines(text))

/** Docker lists images that were made in the same second in any order. */
function imagesSorted(lines: readonly string[]): string[] {
  const images = lines.filter((line) => isImage.test(line)).toSorted()
  return lines.map((line) => (isImage.test(line) ? images.shift()! : line))
}

const isImage = /<id> {2}<age> {2}\d+MB$/

/**
 * Several programs write one log; which of them was quicker by a millisecond is chance. So is whether ctrmgrd sees a
 * change of the labels before one of the feature, how many writes it reads as one message, and how often a script looks
 * in vain before it finds what it waits for.
 */
function byWriter(text: string): string[] {
  const records = settledLines(text)
    .join('\n')
    .split(/\n(?=<stamp>)/)
    .filter((record) => !chance.test(record))
    .map(withoutInspected)
  const writers = new Map<string, string[]>()
  for (const record of records) {
    const program = /^<stamp> vlab-01 ([^[:]*)/.exec(record)?.[1] ?? ''
    const writer = ofLabels.test(record) ? `${program} on labels` : program
    const written = writers.get(writer) ?? []
    if (!written.slice(-2).includes(record)) writers.set(writer, [...written, record])
  }
  return imagesSorted(
    [...writers].toSorted().flatMap(([, records]) => records.join('\n').split('\n')),
  )
}

const chance = /ctrmgrd.py\S+ (run: Received message|_run_command: out:)/
const ofLabels =
  /ctrmgrd.py\S+ (_run_command|_run_command_list|kube_write_labels|update_node_labels): .*(label|set=)/

/** What `docker inspect` prints is of another contract. */
const withoutInspected = (record: string): string => record.replace(/( out:\[)\n[^]*$/, '$1')
