import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * One request to a real API server and what it answered; times, managedFields and certificates are left out. In a path or a
 * body `@7.metadata.resourceVersion` stands for what the seventh answer of the file has there.
 */
export interface Recording {
  /** `012 discovery-root-paths`: the order of recording, and the subject. */
  readonly name: string
  readonly request: {
    readonly method: string
    readonly path: string
    readonly accept?: string
    readonly auth: string
    readonly contentType?: string
    readonly body?: unknown
  }
  /** The controllers had time since the request before. */
  readonly later?: boolean
  /** Who owns which fields was recorded, too. */
  readonly owners?: boolean
  readonly response: {
    /** null: there was no answer at all. */
    readonly status: number | null
    /** By their names in small letters, those that matter only; empty: there was none. */
    readonly headers: Readonly<Record<string, string>>
    /** JSON, text, or of a watch its `events`; of a long one only each event's step in a pod's life: `lifecycle`. */
    readonly body: unknown
  }
}

/** Recordings in the order in which they were made, those of one file together; or those of one file alone. */
export function recordings(folder: string, only?: string): Recording[] {
  const path = join(__dirname, 'recordings', folder)
  return readdirSync(path)
    .sort()
    .filter((file) => only === undefined || file === only)
    .flatMap((file) => readFileSync(join(path, file), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as Recording)
}
