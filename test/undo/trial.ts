import { type Command } from '../../lib/host/command'
import { type Change } from '../../lib/host/change'

/** A change, on a machine that was set up for it. */
export interface Trial {
  /** Where the same change is tried more than once. */
  readonly name?: string
  readonly change: Change
  /** What is there before. */
  readonly given?: Command
  /** What happens after the change and before it is undone. */
  readonly meanwhile?: Command
  /** Paths that are otherwise than before when it is undone, as they shall be. */
  readonly stays?: readonly string[]
}

export const nameOf = ({ name, change }: Trial): string => name ?? change.what
