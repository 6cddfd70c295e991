import { type Testbed } from '../../lib/testbed/testbed'

/** Where one machine stands at the end of a run. */
export interface MachineReport {
  readonly machine: string
  readonly restored: boolean
  /** `14 changes undone`, or what could not be undone and why. */
  readonly detail: string
  /** Undefined where the run had changed nothing, or nobody could look. */
  readonly receipt?: MachineReceipt
}

/** Whether the machine is as it was before the run. */
export interface MachineReceipt {
  /** All that was compared and differed, as a table. */
  readonly text: string
  /** Why it cannot be said to be as it was; empty where it can. */
  readonly complaints: readonly string[]
}

/** The machines of a run, held for it. */
export interface HeldMachines {
  /** When each puts itself back, should it hear nothing more of this process. */
  readonly switchTimes: readonly { readonly machine: string; readonly at: Date }[]
  /** A person looks at them, or does not any more: they are held longer meanwhile. */
  holdForPerson(looks: boolean): Promise<void>
  /** How much longer one that does not answer is waited for, in milliseconds. */
  patienceWith(machine: string): number
  /** To be called before they are put back. */
  beginTearDown(): void
  /** Ends the signs of life that keep them. */
  close(): Promise<void>
}

/** What the coordinator has done to the testbed's machines. */
export interface Machines {
  /**
   * Gives the run its id, takes the machines for it, undoes what earlier runs have left, and refuses (BadInput) a testbed
   * that the plan cannot run on: then nothing is held.
   */
  readonly prepare: (
    testbed: Testbed,
    options: {
      log: (line: string) => void
      signal: AbortSignal
      /** Hears that a machine is not the run's any more. */
      onLost?: (why: string) => void
      alone: boolean
      pulls?: boolean
    },
  ) => Promise<HeldMachines>
  /** Puts every machine back, to the end. Also called by a process of its own, when the run died; it holds none. */
  readonly restore: (
    testbedFile: string,
    held?: Pick<HeldMachines, 'patienceWith'>,
  ) => Promise<readonly MachineReport[]>
  /** What the simulated testbed holds against this run: unknown commands, changes without undo. */
  readonly findings: (controlSocket: string) => Promise<readonly string[]>
}

export const machines: Machines = {
  async prepare(testbed, { log, ...options }) {
    const { currentRun } = require('../current-run') as typeof import('../current-run')
    const { beginRun } =
      require('../../lib/lifecycle/run/begin-run') as typeof import('../../lib/lifecycle/run/begin-run')
    // Before there are workers: they all write into one journal.
    const { run } = currentRun()
    return beginRun(testbed, run, { reason: 'the test plan', onProgress: log, ...options })
  },

  async restore(testbedFile, held) {
    const { teardownRun } = require('../teardown') as typeof import('../teardown')
    return teardownRun(testbedFile, held)
  },

  async findings(controlSocket) {
    const { ControlClient } =
      require('../../lib/simulator/control/client') as typeof import('../../lib/simulator/control/client')
    return new ControlClient(controlSocket).findings()
  },
}
