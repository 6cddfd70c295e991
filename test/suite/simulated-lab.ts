import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { journals } from '../../lib/lifecycle/journal/journal'
import { type Dut } from '../../lib/simulator/dut/dut'
import {
  simulateTestbed,
  type SimulatedTestbed,
  type SimulateOptions,
} from '../../lib/simulator/simulate-testbed'
import { type Vmhost } from '../../lib/simulator/vmhost/vmhost'
import { type Owner } from './kubesonic'
import { differences, type MachineState, stateOf } from './machine-state'
import { minutes } from '../../lib/wait/duration'
import { patience } from '../patience'

/** A ctrmgrd that was just started resets the DUT once: only then is it as a run finds it. */
async function hasSettled({ databases, machine, parts }: Dut): Promise<void> {
  if (!parts.variant.kubernetesIncluded) return
  const signal = AbortSignal.timeout(patience)
  const hasReset = (): boolean =>
    databases.state.exists('KUBERNETES_MASTER|SERVER') && !machine.fs.exists('/etc/cni/net.d')
  while (!hasReset()) await setTimeout(10, undefined, { signal })
}

/** What a run has left on a machine, how far its undo has come, and what runs there. */
async function whyHeld({ machine }: Dut | Vmhost): Promise<string> {
  const { stdout } = await machine.exec(
    `cd ${journals}; find . ! -name '*.sh'; cat */restore.log; journalctl -n 40 --no-pager; ps -ef`,
  )
  return `A run still holds ${machine.hostname}:\n${stdout}`
}

/** A simulated testbed at pace 0 in this process, so that a test sees into its machines; the runner sees a testbed file. */
export class SimulatedLab {
  static async start(t: Owner, options: SimulateOptions = {}): Promise<SimulatedLab> {
    const testbed = await simulateTestbed({ scale: 0, ...options })
    t.after(() => testbed.close())
    for (const dut of testbed.simulation.duts) await hasSettled(dut)
    return new SimulatedLab(testbed)
  }

  #before: Readonly<Record<string, MachineState>> = {}

  private constructor(readonly testbed: SimulatedTestbed) {
    this.begin()
  }

  /** `traces` counts from here: for a test that has prepared the machines. */
  begin(): void {
    this.#before = this.#state()
  }

  get file(): string {
    return this.testbed.testbedFile
  }

  /** Another testbed file for the same machines. */
  edited(change: (text: string) => string): string {
    const text = readFileSync(this.file, 'utf8')
    const changed = change(text)
    if (changed === text)
      throw new Error(`The testbed file has nothing to change that way:\n${text}`)
    return this.beside('edited.yaml', changed)
  }

  /** Writes a file beside the testbed file. */
  beside(name: string, text: string): string {
    const file = path.join(this.testbed.directory, name)
    writeFileSync(file, text, { mode: 0o600 })
    return file
  }

  /**
   * What is otherwise on its machines than at the start. What minikube downloaded stays where the testbed file says
   * `cache: keep`, and is left out here.
   */
  traces({ cache = 'keep' }: { cache?: 'keep' | 'remove' } = {}): string[] {
    return differences(this.#before, this.#state()).filter(
      (line) => cache === 'remove' || !line.startsWith('vmhost /root/.minikube'),
    )
  }

  /**
   * The time of the dead-man's switches passes: the DUTs put themselves back, then the vmhost. Resolves when no run has
   * a journal or a lease on any of them; rejects when that does not come.
   */
  async machinesPutThemselvesBack(): Promise<void> {
    const { vmhost, duts } = this.testbed.simulation
    for (const machines of [duts, [vmhost]]) {
      for (const { machine } of machines) machine.clock.leap(minutes(6))
      await this.#areFree(machines)
    }
  }

  /** Resolves when no run has a journal or a lease on any DUT: a boot service that is still at work has ended. */
  dutsAreFree(): Promise<void> {
    return this.#areFree(this.testbed.simulation.duts)
  }

  /** Resolves when somebody has labelled the node of the first DUT; rejects when it never comes. */
  async nodeHasLabel(label: string): Promise<void> {
    const { clusters } = this.testbed.simulation.vmhost
    const signal = AbortSignal.timeout(patience)
    const labels = (): Readonly<Record<string, string>> =>
      clusters.get('kubesonic')?.kubernetes.store.get('nodes', 'vlab-01')?.metadata.labels ?? {}
    while (!(label in labels())) await setTimeout(10, undefined, { signal })
  }

  /** Whether a run has begun to change a DUT: without a journal nothing there acts at a boot. */
  dutHasJournal(): boolean {
    return this.testbed.simulation.duts.some(
      ({ machine: { fs } }) =>
        fs.exists(journals) &&
        fs.list(journals).some((name) => fs.exists(`${journals}/${name}/armed`)),
    )
  }

  async #areFree(machines: readonly (Dut | Vmhost)[]): Promise<void> {
    const signal = AbortSignal.timeout(patience)
    const held = (): Dut | Vmhost | undefined =>
      machines.find(({ machine }) => machine.fs.exists(journals))
    for (let host = held(); host; host = held()) {
      if (signal.aborted) throw new Error(await whyHeld(host))
      await setTimeout(20)
    }
  }

  #state(): Record<string, MachineState> {
    const { vmhost, duts } = this.testbed.simulation
    return Object.fromEntries(
      [vmhost, ...duts].map((host) => [host.machine.hostname, stateOf(host)] as const),
    )
  }
}
