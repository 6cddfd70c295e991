import { BOOT_DEADLINE } from '../../host/answers-again'
import { Host } from '../../host/host'
import { BadInput } from '../../testbed/bad-input'
import { type MachineSpec, type Testbed } from '../../testbed/testbed'
import { type Milliseconds } from '../../wait/duration'
import { Heartbeat } from '../lease/heartbeat'
import { type LeaseRequest } from '../lease/lease'
import { isLeftover, type RunOnMachine } from '../lease/lease-lines'
import { holdForPerson, leaseSecondsOf } from '../lease/lease-time'
import { type HeldMachine, takeMachine } from '../lease/machine-lease'
import { hearReceipts } from '../receipt/left-receipts'
import { verdictLine } from '../receipt/receipt-text'
import { type ReceiptVerdict } from '../receipt/verdict'
import { restore } from '../restore/restore'
import { clusterRun, type RunId } from '../run-id'
import { holderName, thisProcess } from '../lease/runner-process'
import { leftOn, type MachineReport, reportOn } from '../restore/tear-down'

export interface LeaseOptions {
  /** For whoever finds the machine held: what is done with it. */
  readonly reason: string
  /** Hears what is waited for, what earlier runs have left and how it is undone, and when a machine is out of reach. */
  readonly onProgress?: (line: string) => void
  readonly signal?: AbortSignal | undefined
  /** Hears that a machine is not this run's any more: it was put back, or somebody else has its lease. */
  readonly onLost?: ((why: string) => void) | undefined
  /** Nobody else may use the vmhost meanwhile, not even a cluster that runs there. */
  readonly alone?: boolean
  /** The run pulls from the testbed's registry. */
  readonly pulls?: boolean
}

/**
 * The leases of all machines of a testbed, held by one run, and the signs of life that keep them and the machines'
 * dead-man's switches. One process holds them for the whole run, however many workers it has. `tearDown` ends the
 * leases, machine by machine; `close` ends the signs of life.
 */
export class RunLeases implements AsyncDisposable {
  private constructor(
    readonly machines: readonly HeldMachine[],
    private readonly heartbeats: readonly Heartbeat[],
  ) {}

  /**
   * Takes them all, or none. Then whatever runs have left on the machines that nobody alive has any more is undone.
   * @throws MachineHeld, HostRefusal, BadInput; the machines are as they were then, but for leftovers
   */
  static async take(testbed: Testbed, run: RunId, options: LeaseOptions): Promise<RunLeases> {
    const { onProgress = () => undefined, onLost } = options
    const specs = [...testbed.duts, testbed.vmhost]
    const hosts = specs.map((spec) => new Host(spec, testbed))
    const failed = new AbortController()
    const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal
    const taken = await Promise.allSettled(
      hosts.map(async (host) => {
        try {
          await host.connect()
          const request = leaseRequest(testbed, host.spec, run, options)
          const machine = await takeMachine(host, request, { onProgress, signal })
          // At once: another machine may have to be waited for longer than this one's lease lasts.
          const leaseSeconds = (): number => leaseSecondsOf(testbed, host.spec)
          const heartbeat = new Heartbeat(host, { run, report: onProgress, onLost, leaseSeconds })
          return { machine, heartbeat }
        } catch (error) {
          failed.abort(new Error('another machine could not be had', { cause: error }))
          throw error
        }
      }),
    )
    const had = taken.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    const held = had.map(({ machine }) => machine)
    const heartbeats = had.map(({ heartbeat }) => heartbeat)
    const problems = taken.flatMap((each) =>
      each.status === 'rejected' && each.reason !== failed.signal.reason
        ? [each.reason as Error]
        : [],
    )
    if (held.length < hosts.length) {
      await Promise.all(heartbeats.map((heartbeat) => heartbeat.stop()))
      await giveBack(hosts, held, run)
      throw oneOf(problems)
    }
    const leases = new RunLeases(held, heartbeats)
    try {
      await undoLeftovers(held, testbed, run, onProgress)
      return leases
    } catch (error) {
      await leases.close({ giveBack: run })
      throw error
    }
  }

  /** The connection of a machine that is held. */
  host(spec: MachineSpec): Host {
    const found = this.machines.find(({ host }) => host.spec === spec)
    if (!found) throw new RangeError(`${spec.name} is no machine of this run.`)
    return found.host
  }

  /** When each machine puts itself back, should it hear nothing more of us. */
  get switchTimes(): readonly { machine: string; at: Date }[] {
    return this.heartbeats.map(({ switchFires }, i) => ({
      machine: this.machines[i]?.host.name ?? '',
      at: switchFires,
    }))
  }

  /** How much longer a machine may stay away that does not answer: a boot's time since it was last heard of. */
  patienceWith(machine: string): Milliseconds {
    const at = this.machines.findIndex(({ host }) => host.name === machine)
    return Math.max(0, BOOT_DEADLINE - (this.heartbeats[at]?.silence ?? 0))
  }

  /** While a person looks at the machines they are held longer (lease-time.ts); they have heard of it then. */
  async holdForPerson(looks: boolean): Promise<void> {
    holdForPerson(looks)
    await Promise.all(this.heartbeats.map((heartbeat) => heartbeat.now()))
  }

  /** To be called before the machines are put back. */
  beginTearDown(): void {
    for (const heartbeat of this.heartbeats) heartbeat.expectEnd()
  }

  /** Ends signs of life and connections; with `giveBack` the leases, too, of a run that has changed nothing. */
  async close({ giveBack: run }: { giveBack?: RunId } = {}): Promise<void> {
    await Promise.all(this.heartbeats.map((heartbeat) => heartbeat.stop()))
    const hosts = this.machines.map(({ host }) => host)
    if (run !== undefined) return giveBack(hosts, this.machines, run)
    await Promise.all(hosts.map((host) => host.close()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

/** What a run asks a machine for. */
export function leaseRequest(
  testbed: Testbed,
  spec: MachineSpec,
  run: RunId,
  { reason, alone }: LeaseOptions,
): LeaseRequest {
  const { existing, profile } = testbed.cluster
  const shared = existing ? 'existing' : 'cluster'
  return {
    run,
    use: spec === testbed.vmhost && !alone ? shared : 'alone',
    profile,
    seconds: leaseSecondsOf(testbed, spec),
    armed: !spec.unarmed,
    holder: holderName(),
    process: thisProcess(),
    reason,
  }
}

/** The DUTs first, as a disjoin needs the API. */
async function undoLeftovers(
  machines: readonly HeldMachine[],
  testbed: Testbed,
  run: RunId,
  onProgress: (line: string) => void,
): Promise<void> {
  const vmhost = machines.at(-1)
  const duts = machines.slice(0, -1)
  const undo = (machine: HeldMachine): Promise<readonly MachineReport[]> =>
    undoLeftoversOn(machine, testbed, run, onProgress)
  const reports = await Promise.all(duts.map(undo))
  if (vmhost) reports.push(await undo(vmhost))
  const left = reports
    .flat()
    .flatMap((report) => leftOn(report).map((what) => `\n  ${report.machine}: ${what}`))
  if (left.length > 0)
    throw new BadInput(
      `What an earlier run has left could not be undone:${left.join('')}\n  Next: put that right, then npx kubesonic restore`,
    )
}

async function undoLeftoversOn(
  { host, runs }: HeldMachine,
  testbed: Testbed,
  run: RunId,
  onProgress: (line: string) => void,
): Promise<readonly MachineReport[]> {
  const reports: MachineReport[] = []
  const leftovers = inUndoOrder(runs.filter(isLeftover))
  for (const left of leftovers) {
    // A cluster has gone with the last run that used it, and was told there.
    if (!goesWithOther(left, leftovers))
      onProgress(
        `${host.name}: undoing what run ${left.run} has left (${left.changes} ${left.changes === 1 ? 'change' : 'changes'})`,
      )
    const report = await restore(host, left.run, {
      occasion: `run ${run} found it dead and put the machine back`,
      onProgress: (line) => onProgress(`${host.name}: ${line}`),
      onWait: onProgress,
    })
    reports.push({ machine: host.name, report })
    const { verdict } = reportOn(testbed, host.spec, report)
    if (verdict) onProgress(`${host.name}: ${verdictText(verdict)}`)
  }
  for (const { run: earlier, verdict } of await hearReceipts(host, testbed.receipt.tolerate))
    onProgress(`${host.name}: put itself back after run ${earlier}; ${verdictText(verdict)}`)
  return reports
}

/** What an earlier run has altered is told, but does not keep this one from running: its own receipt begins there. */
const verdictText = (verdict: ReceiptVerdict): string =>
  [verdictLine(verdict), ...verdict.complaints].join('\n  ')

/** Newest first, and clusters after the runs that may have objects in them. */
export const inUndoOrder = (runs: readonly RunOnMachine[]): readonly RunOnMachine[] => {
  const isCluster = ({ run }: RunOnMachine): boolean => run.endsWith(clusterRun(''))
  return [
    ...runs.filter((each) => !isCluster(each)).toReversed(),
    ...runs.filter(isCluster).toReversed(),
  ]
}

/** Is it the cluster of another one of them? */
export const goesWithOther = ({ run }: RunOnMachine, runs: readonly RunOnMachine[]): boolean =>
  runs.some((user) => clusterRun(user.run) === run)

async function giveBack(
  hosts: readonly Host[],
  held: readonly HeldMachine[],
  run: RunId,
): Promise<void> {
  await Promise.allSettled(
    // Nothing was changed: a machine that does not answer loses the lease by itself.
    held.map(({ host }) =>
      restore(host, run, { occasion: 'the run did not begin', backWithin: 0 }),
    ),
  )
  await Promise.all(hosts.map((host) => host.close()))
}

/** All that was found at once; something that is no bad input is told first. */
function oneOf(problems: readonly Error[]): Error {
  const broken = problems.find((problem) => !(problem instanceof BadInput))
  if (broken) return broken
  return problems.length === 1 && problems[0]
    ? problems[0]
    : new BadInput(problems.map(({ message }) => message).join('\n'))
}
