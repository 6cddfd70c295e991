import { type RunId } from '../run-id'

/** Who holds a machine, in the machine's own words. */
export interface Lease {
  /** The fencing number: it grows with each lease that the machine gives. */
  readonly number: number
  /** `waiting`: it stands in line. */
  readonly mode: 'alone' | 'shared' | 'waiting'
  /** How long it lasts after a sign of life. */
  readonly seconds: number
  /** Until it ends, unless there is another sign of life; 0: it has ended. */
  readonly left: number
  readonly run: RunId
  /** The journal of the cluster that it uses; `-`: none. */
  readonly cluster: string
  /** By the machine's own wall clock. */
  readonly since: string
  /** `alice@runner7` */
  readonly holder: string
  /** See runner-process.ts. */
  readonly process: string
  readonly reason: string
}

/** A run that has a journal on the machine. */
export interface RunOnMachine {
  readonly run: RunId
  /** `opening`: it has changed nothing yet. `restored`: what is left was told, and is nobody's to undo any more. */
  readonly state: 'opening' | 'running' | 'restoring' | 'kept' | 'restored'
  /** How many changes are still to be undone. */
  readonly changes: number
  /** `gone`: nobody who lives has its lease. */
  readonly owner: 'alive' | 'gone'
}

export interface MachineLeases {
  /** Oldest first. */
  readonly leases: readonly Lease[]
  /** Oldest first. */
  readonly runs: readonly RunOnMachine[]
}

/** A run whose changes somebody has to undo, as nobody is there who will. */
export const isLeftover = ({ state, owner }: RunOnMachine): boolean =>
  owner === 'gone' && state !== 'kept' && state !== 'restored'

/** Reads what `tell_leases` and `tell_runs` print; other lines are left out. */
export function parseLeases(stdout: string): MachineLeases {
  const lines = stdout.split('\n').map((line) => line.split('\t'))
  const rest = (kind: string): string[][] =>
    lines.filter(([first]) => first === kind).map(([, ...fields]) => fields)
  return {
    leases: rest('lease')
      .map(leaseOf)
      .sort((a, b) => a.number - b.number),
    runs: rest('run').map(runOf),
  }
}

const leaseOf = ([
  number,
  mode,
  seconds,
  left,
  run = '',
  cluster = '',
  since = '',
  holder = '',
  process = '',
  reason = '',
]: readonly string[]): Lease => ({
  number: Number(number),
  mode: mode as Lease['mode'],
  seconds: Number(seconds),
  left: Number(left),
  run,
  cluster,
  since,
  holder,
  process,
  reason,
})

const runOf = ([run = '', state, changes, owner]: readonly string[]): RunOnMachine => ({
  run,
  state: state as RunOnMachine['state'],
  changes: Number(changes),
  owner: owner as RunOnMachine['owner'],
})
