import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One recorded command of the real lab. */
export interface Recording {
  readonly command: string
  readonly user: string
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** For tests: reads the fixture whose name begins with that number. */
export function readRecording(directory: string, number: string): Recording {
  const file = readdirSync(directory).find((name) => name.startsWith(`${number}-`))
  if (!file) throw new Error(`There is no recording ${number} in ${directory}.`)
  const text = readFileSync(join(directory, file), 'utf8')
  const match =
    /^# \S+ on \S+ \((\w+)\), rc=(\d+)[^\n]*\n\$ ([^]*?)\n--- stdout\n([^]*?)--- stderr\n?([^]*)$/.exec(
      text,
    )
  if (!match) throw new Error(`${file} is not a recording.`)
  const [, user = '', exitCode = '', command = '', stdout = '', stderr = ''] = match
  return { command, user, exitCode: Number(exitCode), stdout, stderr }
}

/** Makes texts of two machines comparable: times, sizes and counts that no two machines share. */
export const withoutVolatile = (text: string): string =>
  text
    .replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?/g, '<time>')
    .replace(/^total \d+$/gm, 'total <blocks>')
    .replace(/^([dl-][rwxst-]{9}) +\d+ (\w+) (\w+) +\d+ \w{3} [ \d]\d \d{2}:\d{2}/gm, '$1 $2 $3')
    .replace(/^([dl-][rwxst-]{9} \w+ \w+) \.\.$/gm, '<parent>')
    .trimEnd()
