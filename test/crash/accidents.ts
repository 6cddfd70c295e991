import { type Running } from '../suite/kubesonic'
import { type SimulatedLab } from '../suite/simulated-lab'
import { type ChangePoint } from './change-points'

/** Where an accident happens. */
export interface Scene {
  readonly lab: SimulatedLab
  readonly runner: Running
  readonly point: ChangePoint
}

/** Something that happens to a run at one of its change points. */
export interface Accident {
  readonly name: string
  /** Called as the request arrives, before anything of it is done. */
  happens(scene: Scene): Promise<void> | void
  /** The runner is gone, or might as well be: the machines are on their own. */
  readonly machinesAreAlone: boolean
  /** The change itself fails, once. */
  readonly fails?: true
  /** The DUT boots, and STATE_DB is empty. */
  readonly boots?: true
  /** What the runner may exit with; null: by the signal. Where it goes on, it may still pass. */
  readonly exitCodes: readonly (number | null)[]
}

const signal =
  (name: NodeJS.Signals) =>
  ({ runner }: Scene): void =>
    void runner.child.kill(name)

export const killed: Accident = {
  name: 'kill -9',
  happens: signal('SIGKILL'),
  machinesAreAlone: true,
  exitCodes: [null],
}

const terminated: Accident = {
  name: 'TERM',
  happens: signal('SIGTERM'),
  machinesAreAlone: false,
  exitCodes: [143],
}

const interrupted: Accident = {
  name: 'INT',
  happens: signal('SIGINT'),
  machinesAreAlone: false,
  exitCodes: [130],
}

const interruptedTwice: Accident = {
  name: 'INT twice',
  async happens({ runner }) {
    runner.child.kill('SIGINT')
    await runner.says(/Once more leaves at once/)
    runner.child.kill('SIGINT')
  },
  machinesAreAlone: true,
  exitCodes: [130],
}

const sshCut: Accident = {
  name: 'SSH cut',
  happens({ lab, point }) {
    const { sshServers } = lab.testbed.simulation
    for (const [machine, server] of sshServers)
      if (point.machine === undefined || machine === point.machine) server.dropConnections()
  },
  machinesAreAlone: false,
  exitCodes: [0, 1],
}

const asleep: Accident = {
  name: 'asleep past the lease',
  async happens({ runner, lab }) {
    runner.child.kill('SIGSTOP')
    try {
      await lab.machinesPutThemselvesBack()
    } finally {
      runner.child.kill('SIGCONT')
    }
  },
  machinesAreAlone: false,
  exitCodes: [0, 1, 2],
}

const powerLoss: Accident = {
  name: 'power loss of the DUT',
  async happens({ lab }) {
    const [dut] = lab.testbed.simulation.duts
    dut?.powerOff()
    await dut?.powerOn()
  },
  machinesAreAlone: false,
  boots: true,
  exitCodes: [0, 1, 2],
}

/** One circuit for both: the boot service of the DUT, and the switch of the vmhost, are all that is left. */
const powerLossOfBoth: Accident = {
  name: 'power loss of DUT and runner',
  async happens(scene) {
    scene.runner.child.kill('SIGKILL')
    await powerLoss.happens(scene)
  },
  machinesAreAlone: true,
  boots: true,
  exitCodes: [null],
}

/** What is asked for cannot be done: the disk is full, the API says 500. The run ends by itself, and puts all back. */
const changeFails: Accident = {
  name: 'the change fails',
  happens: () => undefined,
  fails: true,
  machinesAreAlone: true,
  exitCodes: [0, 1, 2, 3],
}

export const accidents: readonly Accident[] = [
  killed,
  terminated,
  interrupted,
  interruptedTwice,
  sshCut,
  asleep,
  powerLoss,
  powerLossOfBoth,
  changeFails,
]
