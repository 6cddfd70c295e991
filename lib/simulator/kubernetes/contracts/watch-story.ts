import { type WatchHands } from './watch-hands'

/** What was done in the lab while watches were recorded. */
export interface WatchStory {
  /** A sentence that is true when the streams agree. */
  readonly name: string
  /** The recordings of it. */
  readonly streams: readonly string[]
  /** Where in their ranges the durations fell, from 0 to 1; default: in the middle. */
  readonly chance?: number
  /** What had been done before the watches began. */
  readonly before?: (hands: WatchHands) => Promise<void>
  readonly happens: (hands: WatchHands) => Promise<void>
}
