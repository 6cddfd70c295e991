import { type Testbed } from '../../lib/testbed/testbed'

/** Where one machine stands at the end of a run. */
export interface MachineReport {
  readonly machine: string
  readonly restored: boolean
  /** `14 changes undone`, or what could not be undone and why. */
  readonly detail: string
}

/** What the coordinator has done to the testbed's machines. */
export interface Machines {
  /** Gives the run its id and refuses (BadInput) a testbed that the plan cannot run on. Changes nothing. */
  readonly prepare: (testbed: Testbed) => Promise<void>
  /** Puts every machine back, to the end. Also called by a process of its own, when the run died. */
  readonly restore: (testbedFile: string) => Promise<readonly MachineReport[]>
  /** What the simulated testbed holds against this run: unknown commands, changes without undo. */
  readonly findings: (controlSocket: string) => Promise<readonly string[]>
}

export const machines: Machines = {
  async prepare(testbed) {
    const { currentRun } = require('../current-run') as typeof import('../current-run')
    const { preflight } =
      require('../../lib/lifecycle/preflight') as typeof import('../../lib/lifecycle/preflight')
    // Before there are workers: they all write into one journal.
    currentRun()
    await preflight(testbed)
  },

  async restore(testbedFile) {
    const { teardownRun } = require('../teardown') as typeof import('../teardown')
    return teardownRun(testbedFile)
  },

  async findings(controlSocket) {
    const { ControlClient } =
      require('../../lib/simulator/control/client') as typeof import('../../lib/simulator/control/client')
    return new ControlClient(controlSocket).findings()
  },
}
