import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SimulatedClock } from './clock'
import { Gaps } from './control/gaps'
import { serveControl } from './control/server'
import { Dut } from './dut/dut'
import type { VariantName } from './dut/variants'
import type { FaultParameters } from './faults/fault'
import { FaultSwitches } from './faults/fault-switches'
import { freeLoopbackPort } from './free-loopback-port'
import type { Machine } from './machine/machine'
import { SimulatedNetwork } from './network'
import { SeededRandom } from './random'
import type { Simulation } from './simulation'
import { generateKeyPair } from './ssh/key-pair'
import { serveSsh, type SshServer } from './ssh/ssh-server'
import { startAndJoin } from './started'
import { writeTestbedFiles } from './testbed-files'
import { Vmhost } from './vmhost/vmhost'

export interface SimulateOptions {
  /** Simulated durations are multiplied with it: 1 real, 1/20 fast, 0 at once. Default 1/20. */
  readonly scale?: number
  /** The same seed gives the same run. Default: another one each time. */
  readonly seed?: number
  /** How many DUTs; default 1. */
  readonly duts?: number
  readonly variant?: VariantName
  /** Default: the variant's own. */
  readonly kubernetes?: string
  readonly faults?: readonly { readonly name: string; readonly parameters: FaultParameters }[]
  /** A cluster is running and the DUTs have joined it. */
  readonly started?: boolean
  /** A release of minikube that is on the vmhost already. */
  readonly minikube?: string
}

export interface SimulatedTestbed {
  /** The path of its testbed file. */
  readonly testbedFile: string
  /** Private, and gone after `close()`: testbed file, keys, control socket. */
  readonly directory: string
  readonly simulation: Simulation
  readonly faults: FaultSwitches
  readonly gaps: Gaps
  close(): Promise<void>
}

const vmhostAddress = '10.250.0.1'
const apiPort = 6443

/** Starts a vmhost and DUTs behind real SSH servers, and writes the testbed file that describes them. */
export async function simulateTestbed(options: SimulateOptions = {}): Promise<SimulatedTestbed> {
  const directory = await mkdtemp(join(tmpdir(), 'kubesonic-'))
  const runnerPort = await freeLoopbackPort()
  const simulation = await boot(options, runnerPort, directory)
  const switches = new FaultSwitches(simulation)
  const gaps = new Gaps()
  for (const { machine } of machinesOf(simulation)) gaps.watch(machine)
  simulation.vmhost.onCluster(({ kubernetes }) => kubernetes.onUnknown((message) => gaps.add(message)))
  const control = join(directory, 'control.sock')
  const closeControl = await serveControl(control, simulation, switches, gaps)
  for (const { name, parameters } of options.faults ?? []) await switches.switchOn(name, parameters)
  if (options.started) await startAndJoin(simulation)
  const testbedFile = await writeTestbedFiles(directory, simulation, {
    control,
    runnerPort,
    apiPort,
    identity: simulation.identity,
  })
  return { testbedFile, directory, simulation, faults: switches, gaps, close }

  async function close(): Promise<void> {
    await closeControl()
    for (const server of simulation.sshServers.values()) await server.close()
    for (const dut of simulation.duts) await dut.powerOff()
    await simulation.vmhost.close()
    simulation.clock.stop()
    await rm(directory, { recursive: true, force: true })
  }
}
