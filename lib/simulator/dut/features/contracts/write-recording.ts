import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One write into the device's Redis, as `redis-cli MONITOR` saw it. */
export interface RowWrite {
  /** Seconds since the watch began. */
  readonly t: number
  readonly command: readonly string[]
}

const folder = join(__dirname, 'recordings', 'writes')

/** The names of all recordings. */
export const writeRecordings = (): string[] =>
  readdirSync(folder).map((file) => file.replace(/\.jsonl$/, ''))

export const writeRecording = (name: string): RowWrite[] =>
  readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RowWrite)

/** A write in words, without what is another one each time: container ids and times. */
export const lineOf = ({ command }: RowWrite): string =>
  command
    .map((word, at) => {
      if (command[at - 1] === 'update_time') return '<time>'
      return command[at - 1] === 'container_id' ? word.replace(/^[0-9a-f]{12}$/, '<id>') : word
    })
    .join(' ')
