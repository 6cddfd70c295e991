import path from 'node:path'
import { type Transcript, transcriptsIn } from '../../../lib/simulator/testing/transcript'

/** All transcripts, in the order of their numbers: such as `005-show-kube-server-status-fresh`. */
export const recordings = transcriptsIn(path.join(__dirname, 'recordings'))

/** What tells it from the others; the numbers of the second round in the lab, about containers, begin with a c. */
export const numberOf = ({ name }: Transcript): string => name.slice(0, name.indexOf('-'))

/** The transcript with that number. */
export function recording(number: string): Transcript {
  const found = recordings.find((each) => numberOf(each) === number)
  if (!found) throw new Error(`There is no recording ${number}.`)
  return found
}
