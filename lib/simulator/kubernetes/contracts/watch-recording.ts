import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Json } from '../json/json'
import { mergePatch } from '../api/patching/patch'
import { type KubeObject } from '../objects'

export interface WatchEvent {
  readonly type: string
  readonly object: KubeObject
}

/** One watch on a real API server from its start until its client left. */
export interface WatchRecording {
  /** The path that was watched. */
  readonly request: string
  readonly events: readonly (WatchEvent & {
    /** Seconds since the start. */
    readonly t: number
  })[]
  /** The server cut the stream. */
  readonly cut: boolean
}

/** A line of a recording: a later state of an object is kept as a merge patch of the one before. */
interface Line {
  readonly t: number
  readonly type: string
  readonly object?: KubeObject
  readonly name?: string
  readonly changes?: Json
  /** What curl said at the end. */
  readonly raw?: string
}

const folder = join(__dirname, 'recordings', 'watch')

/** The names of all recordings. */
export const watchRecordings = (): string[] =>
  readdirSync(folder).map((file) => file.replace(/\.jsonl$/, ''))

/** managedFields, nodeInfo, images and what was of another story are left out of the files. */
export function watchRecording(name: string): WatchRecording {
  const [head, ...lines] = readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  const states = new Map<string, KubeObject>()
  const events = lines
    .filter(({ raw }) => raw === undefined)
    .map(({ t, type, object, name: changed = '', changes = {} }) => {
      const before = states.get(changed) as unknown as Json
      const now = object ?? (mergePatch(before, changes) as unknown as KubeObject)
      states.set(now.metadata.name, now)
      return { t, type, object: now }
    })
  const { request } = head as unknown as { request: string }
  return { request, events, cut: lines.some(({ raw }) => raw !== undefined) }
}
