import { comeBack } from '../host/answers-again'
import { ConnectionLost } from '../host/connection/connection-lost'
import { wasReached } from '../host/connection/host-key-check'
import { HostRefusal } from '../host/connection/host-refusals'
import { Host } from '../host/host'
import { Heartbeat } from '../lifecycle/lease/heartbeat'
import { isLeftover, type RunOnMachine } from '../lifecycle/lease/lease-lines'
import { leaseSecondsOf } from '../lifecycle/lease/lease-time'
import { type HeldMachine, MachineHeld, takeMachine } from '../lifecycle/lease/machine-lease'
import { restore } from '../lifecycle/restore/restore'
import { newRunId, type RunId } from '../lifecycle/run-id'
import { goesWithOther, inUndoOrder, leaseRequest } from '../lifecycle/run/run-leases'
import { BadInput } from '../testbed/bad-input'
import { loadTestbed } from '../testbed/load-testbed'
import { type Testbed } from '../testbed/testbed'
import { WaitTimeoutError } from '../wait/wait-timeout-error'
import { readArguments } from './arguments'
import { exitCodes } from './exit-codes'
import { tellLeftReceipts, tellReceipt } from './receipts'

/**
 * `kubesonic restore`: undoes, on every machine of the testbed that nobody holds, what runs have left there; the DUTs
 * first, because a disjoin needs the API. Answers 0 when all is undone, 2 when a machine is held by a run that is alive,
 * 3 when something is left.
 */
export async function restoreCommand(args: readonly string[]): Promise<number> {
  const { testbed: file, help, words } = readArguments('restore', args)
  if (help) {
    process.stdout.write(HELP)
    return exitCodes.passed
  }
  if (words.length > 0)
    throw new BadInput(
      `kubesonic restore takes no "${words[0]}".\n  Next: kubesonic restore --help`,
    )
  const testbed = loadTestbed(file)
  const run = newRunId()
  const hosts = [...testbed.duts, testbed.vmhost].map((spec) => new Host(spec, testbed))
  try {
    // All at once: several may be booting.
    const reached = await Promise.all(hosts.map((host) => reach(host, testbed)))
    const codes: number[] = []
    for (const [i, host] of hosts.entries())
      codes.push(reached[i] ? await restoreMachine(testbed, host, run) : exitCodes.badInput)
    return Math.max(...codes)
  } finally {
    await Promise.all(hosts.map((host) => host.close()))
  }
}

/**
 * Waits for a machine that does not answer, where it has answered before: it may be booting. At a port where it never has the
 * testbed file is wrong. Says why it cannot be had.
 */
async function reach(host: Host, { knownHosts }: Testbed): Promise<boolean> {
  try {
    if (wasReached(host.spec, knownHosts)) await comeBack(host, { onWait: say })
    else await host.connect()
    return true
  } catch (error) {
    if (!(error instanceof HostRefusal || isAway(error))) throw error
    process.stderr.write(`${error.message}\n`)
    return false
  }
}

async function restoreMachine(testbed: Testbed, host: Host, run: RunId): Promise<number> {
  try {
    const { spec } = host
    // The machines before it took their time.
    await comeBack(host, { onWait: say })
    const request = leaseRequest(testbed, spec, run, { reason: 'kubesonic restore', alone: true })
    const held = await takeMachine(host, { ...request, armed: false })
    const complete = await undoAll(testbed, held, run)
    return complete ? exitCodes.passed : exitCodes.notRestored
  } catch (error) {
    const held = error instanceof MachineHeld
    if (!held && !isAway(error)) throw error
    process.stderr.write(`${error.message}\n`)
    return held ? exitCodes.badInput : exitCodes.notRestored
  }
}

const isAway = (error: unknown): error is Error =>
  error instanceof WaitTimeoutError || error instanceof ConnectionLost

/** Holds the machine until all is undone. */
async function undoAll(
  testbed: Testbed,
  { host, runs }: HeldMachine,
  run: RunId,
): Promise<boolean> {
  const leaseSeconds = (): number => leaseSecondsOf(testbed, host.spec)
  const heartbeat = new Heartbeat(host, { run, leaseSeconds, report: say })
  try {
    const left = inUndoOrder(runs.filter((each) => isLeftover(each) || each.state === 'kept'))
    if (left.length === 0) say(`${host.name}: nothing to undo`)
    let complete = await tellLeftReceipts(host, testbed)
    const onWait = (line: string): void => {
      // Its boot ends the lease.
      heartbeat.expectEnd()
      say(line)
    }
    for (const each of left) {
      const goesAlong = goesWithOther(each, left)
      complete = (await undoRun(testbed, host, each, { onWait, goesAlong })) && complete
    }
    return complete
  } finally {
    await heartbeat.stop()
    await restore(host, run, { backWithin: 0 })
  }
}

async function undoRun(
  testbed: Testbed,
  host: Host,
  { run, changes }: RunOnMachine,
  { onWait, goesAlong }: { onWait: (line: string) => void; goesAlong: boolean },
): Promise<boolean> {
  let begun = false
  const begin = (): void => {
    if (!begun)
      say(`${host.name}: run ${run}, ${changes === 1 ? 'one change' : `${changes} changes`}`)
    begun = true
  }
  // A cluster has gone with the last run that used it, and was told there.
  if (!goesAlong) begin()
  const report = await restore(host, run, {
    onProgress(line) {
      begin()
      say(`  ${line}`)
    },
    onWait,
  })
  if (report.already !== undefined && !goesAlong) say(`  was put back already: ${report.already}`)
  const asItWas = tellReceipt(host, testbed, report)
  return report.complete && asItWas
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const HELP = `usage: kubesonic restore [--testbed FILE]

Puts every machine of the testbed back to where the runs found it that changed it: runs that were killed, and
clusters that were kept (cluster.lifetime: keep). Their own scripts on the machines do it, last change first.
A machine that a run holds which is alive is left alone; npx kubesonic lease shows who that is. One that does not answer
at a port by which known_hosts has it may be booting: it is waited for, up to 10 minutes. Ctrl-C ends that.

  --testbed FILE   the testbed file; default: the environment variable KUBESONIC_TESTBED

Each machine is then compared with what it was before the run; so is one that had put itself back already.

Exit code: 0 all undone · 2 bad input, or a machine that cannot be reached or is held · 3 something is left
or otherwise than before, and named.
`
