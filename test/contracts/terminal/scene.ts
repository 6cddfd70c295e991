import type { RecordedLab } from './recorded-lab'

/** One transcript: what has to happen before its commands are typed, if anything. */
export interface Scene {
  readonly number: string
  readonly before?: (lab: RecordedLab) => Promise<unknown>
}

/** A lab of its own, and the transcripts that are typed there one after the other. */
export interface Chapter {
  readonly title: string
  /** Durations are multiplied with it: slow enough that what was typed at once finds the same state. */
  readonly scale: number
  readonly scenes: readonly Scene[]
}

/** A transcript by its number, and what comes before it. */
export const scene = (number: string, before?: Scene['before']): Scene =>
  before ? { number, before } : { number }
