import type { Stat } from '../../file-system/inode'
import type { ShellContext } from '../types'

/** One file that find looks at. */
export interface Entry {
  /** As it is printed: the starting point and what follows. */
  readonly path: string
  readonly full: string
  readonly name: string
  readonly start: string
  readonly depth: number
  readonly stat: Stat
}

/** What a run of find has come to. */
export interface Search {
  readonly context: ShellContext
  readonly now: number
  print(text: string): void
  complain(text: string): void
  /** For `-exec … +`: run once, at the end, with all that was found. */
  defer(command: readonly string[], path: string): void
  exec(command: readonly string[]): Promise<boolean>
  pruned: boolean
  done: boolean
}

export type Test = (entry: Entry, search: Search) => boolean | Promise<boolean>

export interface Expression {
  readonly test: Test
  readonly leastDepth: number
  readonly mostDepth: number
  /** A directory comes after what is in it. */
  readonly depthFirst: boolean
}

/** A wrong command line: what find prints. */
export class FindError extends Error {}
