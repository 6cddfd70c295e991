import { dirname } from 'node:path/posix'
import { type Command, root } from '../../host/command'
import { beatScript } from './beat.sh'
import { bootScript } from './boot.sh'
import { fileWords } from './file-words.sh'
import { journalWords } from './journal-words.sh'
import { leaseWords } from './lease-words.sh'
import { notArmedExitCode } from '../../host/not-armed'
import { restoreScript } from './restore.sh'
import { type RunId } from '../run-id'
import { whenSwitchFired } from './switch-fired'
import { switchWords } from './switch-words.sh'

/** The exit code by which a machine says that the run holds no lease there. */
export const noLeaseExitCode = 96

/** Whose journal is made where. */
export interface Opening {
  readonly directory: string
  /** The run that holds the machine's lease. */
  readonly holder: RunId
  /** Of a cluster: other runs may use it, so no switch and no boot service of the run's own is to undo it. */
  readonly ofCluster: boolean
  /** `receipt.sh`: the machine is looked at before anything is changed. */
  readonly receipt?: Command | undefined
}

/** What is sent to open a journal. */
export interface OpeningSent {
  readonly command: Command
  readonly stdin: string
}

const allOfIt = '# All of it has come.'

/**
 * Makes a journal on the machine, which is a sign of life: its scripts, then the boot service with its undo as the first
 * entry. Under the machine's lock, as several processes of a run may come at once; whoever comes after one that died
 * half-way goes on where it stopped.
 *
 * All of it comes by stdin: one message of SSH is too small for it (ssh2's server takes 35,000 bytes), and each level of
 * quotes would make it longer. It is there before the lock is taken: a runner that falls asleep while it sends would keep
 * everybody out, and the end of its own lease, until it wakes. What is run under the lock has an empty stdin.
 */
export function openJournal({ directory, holder, ofCluster, receipt }: Opening): OpeningSent {
  const files = {
    'undo.sh': `${journalWords.script}\n\n${fileWords.script}`,
    'lease.sh': leaseWords.script,
    'switch.sh': switchWords.script,
    'restore.sh': restoreScript.script,
    ...(ofCluster ? {} : { 'beat.sh': beatScript.script, 'boot.sh': bootScript.script }),
  }
  const puts = Object.entries(files).reduce<Command>(
    (lines, [name, text]) => root`
      ${lines}
      put ${name} ${text}`,
    root`:`,
  )
  const body = root`
    set -eu
    umask 077
    JOURNAL=${directory}
    BASE=\${JOURNAL%/*}
    ${leaseWords}
    is_over() {
      fired=$(${whenSwitchFired(holder)})
      [ -n "$fired" ] || exit ${noLeaseExitCode}
      printf '%s\n' "$fired" >&2
      exit ${notArmedExitCode}
    }
    tell_why() { case $? in 1 | 2) tell_full_disk ;; esac; }
    trap tell_why EXIT
    look_at_clock
    number_of ${holder} || is_over
    mkdir -p "$JOURNAL"
    cd "$JOURNAL"
    if [ -e state ] && [ ! -e armed ]; then exit ${notArmedExitCode}; fi
    [ ! -e opened ] || exit 0
    renew ${holder} "$seconds"
    put() { printf '%s\n' "$2" > "$1.$$" && sync "$1.$$" && mv -f "$1.$$" "$1"; }
    ${puts}
    put fence "$number"
    put boot "$boot"
    ${receipt ? lookingBefore(receipt) : root`:`}
    ${ofCluster ? root`use_cluster ${holder} alone "\${JOURNAL##*/}"` : root`:`}
    : > armed
    put state running
    sync .
    . ./undo.sh
    ${ofCluster ? root`:` : bootService}
    : > "$JOURNAL/opened"`
  const command = root`
    opening=$(cat)
    case $opening in *${allOfIt}) ;; *) echo 'what opens the journal broke off' >&2; exit 1 ;; esac
    printf '%s\n' "$opening" | flock -w 120 ${parentOf(directory)} sh -c 'eval "$(cat)"'`
  return { command, stdin: `${body.script}\n${allOfIt}\n` }
}

/** A machine that cannot be looked at can be changed all the same: its receipt will say so. */
const lookingBefore = ({ script }: Command): Command => root`
    put receipt.sh ${script}
    timeout -k 5 60 sh ./receipt.sh before < /dev/null || :`

const undoOfBootService = root`
    . "$JOURNAL/switch.sh"
    under_lock ". '$JOURNAL/switch.sh'; remove_boot_service"`

const bootService = root`
    if [ "$switch" = switch ]; then
      . "$JOURNAL/switch.sh"
      if [ ! -e "$JOURNAL/001-boot-service.sh" ]; then
        ENTRY=$JOURNAL/001-boot-service
        mkdir -p "$ENTRY.claim"
        write_undo 'boot service kubesonic-restore.service' ${undoOfBootService.script}
      fi
      install_boot_service
    fi`

/** The directory above the one of all journals: it is there before us and after. */
const parentOf = (directory: string): string => dirname(dirname(directory))
