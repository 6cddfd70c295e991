import { type Command, raw, root } from '../host/command'
import { type Host } from '../host/host'
import { type Change } from './change'
import { fileWords } from './file-words.sh'
import { findLeftovers, type Leftover } from './journal-scan'
import { journalWords } from './journal-words.sh'
import { notArmedExitCode } from './not-armed'
import { restoreScript } from './restore.sh'
import { type RunId } from './run-id'

/** Where every machine keeps its journals, one directory for each run. */
export const journals = '/var/lib/kubesonic'

/**
 * A run's journal on one machine: for each change, the script that undoes it, written before the change is
 * made. `Host.change` is its only user; `restore` runs it backwards.
 */
export class Journal {
  readonly directory: string

  constructor(
    readonly run: RunId,
    base: string = journals,
  ) {
    this.directory = `${base}/${run}`
  }

  /** Makes the journal on the machine and arms it; `host.change` works from then on. May be called again. */
  async open(host: Host): Promise<void> {
    host.journal = this
    await host.run(this.#opening())
  }

  /** Lets the machine stay as it is when the run ends: no leftover, until somebody restores it. */
  async keep(host: Host): Promise<void> {
    await host.run(
      root`cd ${this.directory} && echo kept > state.new && sync state.new && mv state.new state`,
    )
  }

  /** The one call that makes a change: see `Change` for what it does in which order. */
  compose(change: Change): Command {
    const keep = change.keep ? raw(`(\n${change.keep.script}\n)`) : raw(':')
    return root`
      set -eu
      JOURNAL=${this.directory}
      insist_on_armed() { [ -e "$JOURNAL/armed" ] || { echo 'This run may change nothing more here' >&2; exit ${notArmedExitCode}; }; }
      insist_on_armed
      . "$JOURNAL/undo.sh"
      new_entry ${slug(change.what)}
      ${keep}
      write_undo ${oneLine(change.what)} ${change.undo.script}
      insist_on_armed
      deed
      ${change.do}`
  }

  /** Runs that have changes on this machine, those kept on purpose among them. */
  static leftovers(host: Host, base: string = journals): Promise<readonly Leftover[]> {
    return findLeftovers(host, base)
  }

  #opening(): Command {
    return root`
      set -eu
      umask 077
      JOURNAL=${this.directory}
      mkdir -p "$JOURNAL"
      cd "$JOURNAL"
      put() { printf '%s\n' "$2" > "$1.$$" && sync "$1.$$" && mv -f "$1.$$" "$1"; }
      if [ -e state ]; then [ -e armed ] || exit ${notArmedExitCode}; exit 0; fi
      put undo.sh ${`${journalWords.script}\n\n${fileWords.script}`}
      put restore.sh ${restoreScript.script}
      : > armed
      put state running
      sync .`
  }
}

const oneLine = (what: string): string => what.replace(/\s+/g, ' ').trim()

/** A change's name in the journal's file names. */
export const slug = (what: string): string =>
  what
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
