import { root } from '../../host/command'
import { ConnectionLost } from '../../host/connection/connection-lost'
import { type Host } from '../../host/host'
import { BadInput } from '../../testbed/bad-input'
import { type Condition, met, notYet } from '../../wait/condition'
import { minutes, seconds } from '../../wait/duration'
import { waitFor } from '../../wait/wait-for'
import { WaitTimeoutError } from '../../wait/wait-timeout-error'
import { journals } from '../journal/journal'
import { askForLease, type LeaseAnswer, type LeaseRequest, underLeaseLock } from './lease'
import { type RunOnMachine } from './lease-lines'
import { holdersText } from './lease-text'
import { isGone } from './runner-process'

/** A machine that a run holds. */
export interface HeldMachine {
  readonly host: Host
  /** The fencing number. */
  readonly number: number
  readonly request: LeaseRequest
  /** Every run with a journal there. */
  readonly runs: readonly RunOnMachine[]
}

export interface TakeOptions {
  readonly base?: string | undefined
  /** Hears what is waited for. */
  readonly onProgress?: (line: string) => void
  readonly signal?: AbortSignal | undefined
}

/** A machine is held by somebody who is alive. Nothing was changed on it. */
export class MachineHeld extends BadInput {}

/**
 * Takes the lease of a machine. A vmhost on which somebody builds a cluster or takes one down is waited for, in line and
 * for at most 20 minutes; a DUT that is held is not.
 * @throws MachineHeld, naming who has it, since when and until when; BadInput where a machine cannot be armed, or its disk is full
 */
export async function takeMachine(
  host: Host,
  request: LeaseRequest,
  { base, onProgress, signal }: TakeOptions = {},
): Promise<HeldMachine> {
  let mine = 0
  let told = false
  let last: LeaseAnswer | undefined
  let asking: Promise<LeaseAnswer> | undefined
  const lease: Condition<LeaseAnswer> = {
    description: `the lease of ${host.name}`,
    everyMs: seconds(1),
    async check() {
      asking = ask(host, request, base, mine)
      const answer = await asking
      last = answer
      if (answer.outcome === 'unarmable') throw unarmable(host)
      if (answer.outcome === 'unwritable') throw unwritable(host, answer)
      if (answer.outcome === 'held') throw held(host, answer)
      if (answer.outcome === 'taken') return met(answer)
      if (answer.outcome === 'wait') mine = answer.number
      if (!told) onProgress?.(`${host.name}: waiting for ${inTheWay(answer)}`)
      told = true
      return notYet(inTheWay(answer))
    },
  }
  try {
    const { number, runs } = await waitFor(lease, { within: minutes(20), signal })
    return { host, number, request, runs }
  } catch (error) {
    await leaveLine(host, request, base, asking)
    if (error instanceof WaitTimeoutError && last) throw held(host, last)
    throw error
  }
}

/**
 * Whoever gives up keeps nobody waiting. A machine that was being asked may just have given its lease, also where the
 * connection broke before it could say so; one that stays out of reach forgets it by itself.
 */
async function leaveLine(
  host: Host,
  { run }: LeaseRequest,
  base: string = journals,
  asking?: Promise<LeaseAnswer>,
): Promise<void> {
  const mayHold = await asking?.then(
    ({ outcome }) => outcome === 'wait' || outcome === 'taken',
    (error: unknown) => error instanceof ConnectionLost,
  )
  if (!mayHold) return
  await host.attempt(underLeaseLock(base, root`let_go ${run}`)).catch(() => undefined)
}

/** Asks once more where a holder is provably dead, a process of this very machine that has gone: it shares nothing, either. */
async function ask(
  host: Host,
  request: LeaseRequest,
  base: string | undefined,
  mine: number,
): Promise<LeaseAnswer> {
  const answer = await askForLease(host, request, { base, mine })
  const dead = answer.leases.filter(({ process }) => isGone(process)).map(({ number }) => number)
  if (dead.length === 0) return answer
  return askForLease(host, request, { base, mine: answer.number, dead })
}

function inTheWay({ outcome, leases, number }: LeaseAnswer): string {
  if (outcome === 'marker')
    return 'a join test of sonic-mgmt that is setting up a cluster (/run/minikube/started), up to 10 minutes'
  return `its lease, which is held by${holdersText(leases.filter((lease) => lease.number !== number))}`
}

const held = ({ name }: Host, answer: LeaseAnswer): MachineHeld =>
  new MachineHeld(
    answer.outcome === 'marker'
      ? `${name} is in use by ${inTheWay(answer)}.\n  Next: try again when it is done.`
      : `${name} is held by${holdersText(answer.leases)}.\n  Next: try again when that is over; npx kubesonic lease shows who holds what.`,
  )

const unwritable = ({ name }: Host, { why }: LeaseAnswer): BadInput =>
  new BadInput(
    `The lease of ${name} could not be written there: ${why || 'it did not say why'}\n  Next: make room in /var/lib on ${name}, or make it writable.`,
  )

const unarmable = ({ name }: Host): BadInput =>
  new BadInput(
    `${name} has no systemd: nothing would put it back if this run died.\n  Next: set unarmed: true for ${name} in the testbed file, to run there all the same.`,
  )
