import { type Command } from './command'
import { type Secret } from '../testbed/testbed'
import { type Milliseconds } from '../wait/duration'

/**
 * One change to a machine and how it is undone. `keep`, `undo` and `do` are root's, in POSIX sh without
 * `trap` and `&`, under `set -eu`, in `/` with a fixed PATH, HOME and umask 022; they may use the words of
 * journal-words.sh.ts and these variables:
 *
 *   $JOURNAL   the run's directory on the machine
 *   $ENTRY     $JOURNAL/NNN-what: the prefix of whatever `keep` puts aside for `undo`
 *
 * On the machine, in one round trip: `keep`, the undo written to its file, `do`.
 */
export interface Change {
  /** Short, one line: names the entry and heads the undo script. */
  readonly what: string
  readonly keep?: Command
  /**
   * Idempotent; no error where nothing is to be undone. Its last line of output becomes the report's detail,
   * exit 3 means "somebody else changed it: left as it is".
   */
  readonly undo: Command
  readonly do: Command
  /** Read by `keep` and `do` together, in this order. */
  readonly stdin?: string | Secret | Buffer
  /** The whole call's deadline. */
  readonly within?: Milliseconds
}
