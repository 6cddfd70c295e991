import { dirname } from 'node:path/posix'
import { type Command, root } from '../../host/command'
import { type Host } from '../../host/host'
import { foreignMarkerAge } from '../on-machine/incumbent-marker.sh'
import { journals } from '../journal/journal'
import { parseLeases, type Lease, type MachineLeases } from './lease-lines'
import { leaseWords } from '../on-machine/lease-words.sh'
import { type RunId } from '../run-id'
import { putBackAlready } from '../restore/put-back-already'
import { whenSwitchFired } from '../on-machine/switch-fired'
import { takeLease } from '../on-machine/take-lease.sh'

/** What a run wants a machine for. */
export interface LeaseRequest extends Pick<
  Lease,
  'run' | 'seconds' | 'holder' | 'process' | 'reason'
> {
  /**
   * `alone`: nobody else meanwhile. `cluster`: to use the cluster of `profile`, shared where it runs already, alone to
   * build it. `existing`: shared.
   */
  readonly use: 'alone' | 'cluster' | 'existing'
  readonly profile: string
  /** The machine shall put itself back when the runner dies; one without systemd cannot. */
  readonly armed: boolean
}

/** What a machine answers to who asks for its lease. */
export interface LeaseAnswer extends MachineLeases {
  /**
   * `wait`: what is in the way is soon over; ask again with this `number`, to keep the place in line. `marker`: a
   * join test of sonic-mgmt is setting up a cluster. `unarmable`: there is no systemd. `unwritable`: its disk takes no
   * lease. Nothing is held after these but after `taken`.
   */
  readonly outcome: 'taken' | 'wait' | 'held' | 'marker' | 'unarmable' | 'unwritable'
  /** The fencing number. */
  readonly number: number
  readonly mode: string
  /** The last that the machine complained of; empty where nothing was wrong. */
  readonly why: string
}

interface Asking {
  readonly base?: string | undefined
  /** The number that an earlier `wait` gave. */
  readonly mine?: number
  /** Leases whose holder is known to be gone, though they have not ended. */
  readonly dead?: readonly number[]
}

/** Asks for a machine's lease, in one round trip. */
export async function askForLease(
  host: Host,
  request: LeaseRequest,
  { base = journals, mine = 0, dead = [] }: Asking = {},
): Promise<LeaseAnswer> {
  const { stdout, stderr } = await host.run(root`
    ${request.armed ? insistOnSystemd : root`:`}
    ${
      request.use === 'alone'
        ? root`:`
        : root`
    marker=$(${foreignMarkerAge})
    if [ -n "$marker" ]; then printf '%s\n' "$marker"; exit 0; fi`
    }
    ${underLeaseLock(
      base,
      root`
        ${takeLease}
        ${taking(request, mine, dead)}`,
    )}`)
  return readAnswer(stdout, stderr)
}

/** Who holds a machine, and which runs have journals on it. Changes nothing. */
export async function lookAtLeases(host: Host, base = journals): Promise<MachineLeases> {
  const { stdout } = await host.run(underLeaseLock(base, telling))
  return parseLeases(stdout)
}

/** A sign of life before the run has a journal on the machine; after that, `beat.sh` gives it. */
export const renewal = (base: string, run: RunId, seconds: number): Command => root`
  beat=${`${base}/${run}/beat.sh`}
  if [ -e "$beat" ]; then
    sh "$beat" ${seconds}
    exit
  fi
  said=$(
    ${underLeaseLock(base, root`renew ${run} ${seconds}`)} 2>&1
  ) || {
    code=$?
    fired=$(${whenSwitchFired(run)})
    already=$(${putBackAlready(run)})
    already=\${already#*:*; }
    printf '%s\n' "\${fired:-\${already:-$said}}" >&2
    exit "$code"
  }`

/** The cluster that this run has built is ready: others may come, and the last to go takes it down. */
export const openToOthers = (
  run: RunId,
  cluster: RunId,
  profile: string,
  base = journals,
): Command =>
  underLeaseLock(
    base,
    root`
      printf '%s\n' ${profile} > "$BASE/"${cluster}/ready
      sync "$BASE/"${cluster}/ready
      use_cluster ${run} shared ${cluster}`,
  )

/** Words of `lease.sh`, run alone on the machine: the lock is the kernel's and ends with who holds it. */
export const underLeaseLock = (base: string, words: Command): Command => {
  const script = root`
    set -eu
    umask 077
    BASE=${base}
    ${leaseWords}
    ${words}`
  return root`flock -w 120 ${dirname(base)} sh -c ${script.script}`
}

const insistOnSystemd = root`
    if ! command -v systemd-run > /dev/null || ! systemctl show -p Version > /dev/null 2>&1; then
      printf 'unarmable\t0\t-\n'
      exit 0
    fi`

const telling = root`
    look_at_clock
    tell_leases
    tell_runs`

/** Calls the words of take-lease.sh.ts. */
export const taking = (
  request: LeaseRequest,
  mine: number,
  dead: readonly number[] = [],
): Command => root`
    use=${request.use} profile=${request.profile} mine=${mine} dead=${dead.join(' ')}
    ours_run=${request.run} ours_seconds=${request.seconds} ours_switch=${request.armed ? 'switch' : 'unarmed'}
    ours_holder=${request.holder} ours_process=${request.process} ours_reason=${request.reason}
    take_or_nothing
    tell_leases
    tell_runs
    drop_directories`

/** Reads what was printed then. */
export function readAnswer(stdout: string, stderr = ''): LeaseAnswer {
  const [first = ''] = stdout.split('\n')
  const [outcome = '', number, mode = ''] = first.split('\t')
  return {
    outcome: outcome as LeaseAnswer['outcome'],
    number: Number(number),
    mode,
    why: stderr.trim().split('\n').at(-1) ?? '',
    ...parseLeases(stdout),
  }
}
