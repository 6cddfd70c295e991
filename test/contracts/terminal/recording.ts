import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** One terminal transcript of the real lab. */
export interface Recording {
  /** Its file's name without ending, such as `005-show-kube-server-status-fresh`. */
  readonly name: string
  readonly machine: 'vmhost' | 'dut'
  readonly user: string
  readonly command: string
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

const form =
  /^# \S+ on (vmhost|dut) \((\w+)\), rc=(\d+)[^\n]*\n\$ ([^]*?)\n--- stdout\n([^]*?)--- stderr\n?([^]*)$/

/** All transcripts, in the order of their numbers. */
export const recordings: readonly Recording[] = readdirSync(path.join(__dirname, 'recordings'))
  .sort()
  .map(readRecording)

/** What tells it from the others; the numbers of the second round in the lab, about containers, begin with a c. */
export const numberOf = ({ name }: Recording): string => name.slice(0, name.indexOf('-'))

/** The transcript with that number. */
export function recording(number: string): Recording {
  const found = recordings.find((each) => numberOf(each) === number)
  if (!found) throw new Error(`There is no recording ${number}.`)
  return found
}

function readRecording(file: string): Recording {
  const match = form.exec(readFileSync(path.join(__dirname, 'recordings', file), 'utf8'))
  if (!match) throw new Error(`${file} is not a recording.`)
  const [, machine = '', user = '', exitCode = '', command = '', stdout = '', stderr = ''] = match
  return {
    name: file.replace(/\.txt$/, ''),
    machine: machine as Recording['machine'],
    user,
    command,
    exitCode: Number(exitCode),
    stdout,
    stderr,
  }
}
