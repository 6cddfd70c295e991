import { dirname } from 'node:path/posix'
import { type Command, raw, root } from '../../host/command'
import { type Host } from '../../host/host'
import { type Change } from '../../host/change'
import { noLeaseExitCode, openJournal } from '../on-machine/journal-opening.sh'
import { NotArmed, notArmedExitCode } from '../../host/not-armed'
import { clusterRun, type RunId } from '../run-id'
import { whenSwitchFired } from '../on-machine/switch-fired'

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
    private readonly base: string = journals,
    private readonly holder: RunId = run,
  ) {
    this.directory = `${base}/${run}`
  }

  /** The journal of the cluster that a run starts: the cluster may outlive the run. */
  static ofCluster(run: RunId, base: string = journals): Journal {
    return new Journal(clusterRun(run), base, run)
  }

  /**
   * Makes the journal on the machine, whose lease the run must have, with the boot service that undoes it; `host.change`
   * works from then on. May be called again. With a `receipt` (see `receiptOf`) the machine is looked at first, for its
   * restore receipt, in the same round trip.
   * @throws NotArmed when the machine was put back meanwhile
   */
  async open(host: Host, receipt?: Command): Promise<void> {
    host.journal = this
    const { directory, holder } = this
    const ofCluster = holder !== this.run
    const { command, stdin } = openJournal({ directory, holder, ofCluster, receipt })
    const { exitCode, stderr } = await host.attempt(command, { stdin })
    if (exitCode === 0) return
    if (exitCode === notArmedExitCode) throw new NotArmed(host.name, this.run, stderr)
    const what =
      exitCode === noLeaseExitCode
        ? `Run ${holder} does not hold the lease of ${host.name}: take it first (RunLeases.take)`
        : `The journal of run ${this.run} could not be made on ${host.name} (exit code ${exitCode}): ${stderr.trim().split('\n').at(-1)}\n  Next: see that ${dirname(this.directory)} can be written on ${host.name}, then start a new run`
    throw new Error(what)
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
      ${insistOnArmed(this.run, this.base)}
      insist_on_armed
      . "$JOURNAL/undo.sh"
      new_entry ${slug(change.what)}
      ${keep}
      write_undo ${oneLine(change.what)} ${change.undo.script}
      deed
      insist_on_armed
      ${change.do}`
  }
}

/**
 * A change is made only while the machine is armed and our fencing number holds it. Where the whole journal has gone,
 * systemd knows when the switch has fired.
 */
const insistOnArmed = (run: RunId, base: string): Command => root`
      insist_on_armed() {
        if [ -e "$JOURNAL/armed" ]; then
          read -r fence < "$JOURNAL/fence"
          if [ -e ${base}/lease/"$fence".lease ]; then return 0; fi
          echo "its lease there (number $fence) was broken, or has ended and was taken by somebody else" >&2
        elif [ -s "$JOURNAL/restored-by" ]; then
          cat "$JOURNAL/restored-by" >&2
        else
          ${whenSwitchFired(run)} >&2
        fi
        exit ${notArmedExitCode}
      }`

const oneLine = (what: string): string => what.replace(/\s+/g, ' ').trim()

/** A change's name in the journal's file names. */
export const slug = (what: string): string =>
  what
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
