import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootSimulation, endSimulation } from './simulation/boot-simulation'
import { SimulatedClock } from './time/clock'
import { Gaps } from './control/gaps'
import { serveControl } from './control/server'
import type { DutSpec } from './dut/dut-spec'
import { observe } from './event-log/observe'
import type { TestbedEvent } from './event-log/testbed-event'
import { faults } from './faults/catalogue'
import { mutants } from './mutants/catalogue'
import { type Asked, Switches } from './switches/switches'
import { freeLoopbackPort } from './testbed/free-loopback-port'
import { generateIdentity } from './testbed/identity'
import type { Simulation } from './simulation/simulation'
import { keepKubeconfig } from './testbed/runner-kubeconfig'
import { startAndJoin } from './simulation/start-and-join'
import { writeTestbedFiles } from './testbed/testbed-files'

export interface SimulateOptions {
  /** Simulated durations are multiplied with it: 1 real, 1/20 fast, 0 at once. Default 1/20. */
  readonly scale?: number
  /** Jitter, names and chances are drawn from it. Default 1. */
  readonly seed?: number
  /** Default: one of `master`. */
  readonly duts?: readonly DutSpec[]
  /** The version of the cluster that the testbed file asks for; default: the oldest that a DUT has. */
  readonly kubernetes?: string
  /** On from the start. */
  readonly faults?: readonly Asked[]
  /** Bugs of the DUTs and of the cluster, on from the start. */
  readonly mutants?: readonly Asked[]
  /** A cluster is running already and the DUTs have joined it. */
  readonly started?: boolean
  /** Of admin on the DUTs, and what sudo asks for there; without one sudo asks nothing. */
  readonly dutPassword?: string
  /** A release of minikube that is on the vmhost already. */
  readonly minikube?: string
  /** Told of everything that happens: the event log. */
  readonly hear?: (event: TestbedEvent) => void
}

export interface SimulatedTestbed {
  /** The path of its testbed file. */
  readonly testbedFile: string
  /** For kubectl on this machine; the file appears when a cluster is started. */
  readonly kubeconfig: string
  /** Private, and gone after `close()`: testbed file, keys, control socket. */
  readonly directory: string
  readonly simulation: Simulation
  readonly faults: Switches
  readonly mutants: Switches
  readonly gaps: Gaps
  close(): Promise<void>
}

const apiPort = 6443

/**
 * Starts a vmhost and DUTs behind real SSH servers, and writes the testbed file that describes them. With `started`
 * it rejects with CannotStart, leaving nothing, when the DUTs can't join.
 */
export async function simulateTestbed(options: SimulateOptions = {}): Promise<SimulatedTestbed> {
  const directory = await mkdtemp(join(tmpdir(), 'kubesonic-'))
  const identity = generateIdentity('kubesonic simulated testbed')
  const runnerPort = await freeLoopbackPort()
  const simulation = await booted(options, identity.publicKey, runnerPort)
  const switches = {
    faults: new Switches(faults, simulation),
    mutants: new Switches(mutants, simulation),
  }
  if (options.hear)
    observe(simulation, { fault: switches.faults, mutant: switches.mutants }, options.hear)
  const gaps = watchForGaps(simulation)
  await switchOnFromTheStart(switches, options)
  const kubeconfig = keepKubeconfig(simulation, directory, runnerPort)
  const takeAway = async (): Promise<void> => {
    await endSimulation(simulation)
    await rm(directory, { recursive: true, force: true })
  }
  if (options.started)
    await startAndJoin(simulation, apiPort).catch(async (error: unknown) => {
      await takeAway()
      throw error
    })
  const control = join(directory, 'control.sock')
  const closeControl = await serveControl(control, simulation, switches.faults, gaps)
  const testbedFile = await writeTestbedFiles(directory, simulation, {
    identity,
    control,
    dutPassword: options.dutPassword,
    apiPort,
    runnerPort,
  })
  return {
    testbedFile,
    kubeconfig,
    directory,
    simulation,
    ...switches,
    gaps,
    async close() {
      await closeControl()
      await takeAway()
    },
  }
}

const booted = (
  options: SimulateOptions,
  publicKey: string,
  runnerPort: number,
): Promise<Simulation> =>
  bootSimulation({
    clock: new SimulatedClock(options.scale ?? 1 / 20),
    seed: options.seed ?? 1,
    duts: options.duts ?? [{ variant: 'master' }],
    kubernetes: options.kubernetes,
    minikube: options.minikube,
    dutPassword: options.dutPassword,
    publicKey,
    apiPort,
    runnerPort,
  })

async function switchOnFromTheStart(
  switches: Pick<SimulatedTestbed, 'faults' | 'mutants'>,
  asked: Pick<SimulateOptions, 'faults' | 'mutants'>,
): Promise<void> {
  for (const kind of ['faults', 'mutants'] as const)
    for (const { name, parameters } of asked[kind] ?? [])
      await switches[kind].switchOn(name, parameters)
}

function watchForGaps({ vmhost, duts }: Simulation): Gaps {
  const gaps = new Gaps()
  for (const { machine } of [vmhost, ...duts]) gaps.watch(machine)
  vmhost.onCluster(({ kubernetes }) =>
    kubernetes.onUnknown(({ method, path }) =>
      gaps.add(
        `The simulated API server does not know this request: ${method} ${path}
  Teach it in lib/simulator/kubernetes/resources.`,
      ),
    ),
  )
  return gaps
}
