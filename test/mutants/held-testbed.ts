import { newRunId } from '../../lib/lifecycle/run-id'
import { simulateTestbed, type SimulatedTestbed } from '../../lib/simulator/simulate-testbed'
import { loadTestbed } from '../../lib/testbed/load-testbed'
import { type HeldMachines, machines } from '../../support/coordinator/machines'

/** A simulated testbed whose machines a run holds, as the coordinator would. */
export class HeldTestbed {
  static async begin(): Promise<HeldTestbed> {
    const testbed = await simulateTestbed({ scale: 0 })
    const { testbedFile } = testbed
    process.env['KUBESONIC_TESTBED'] = testbedFile
    process.env['KUBESONIC_RUN'] = newRunId()
    const held = await machines.prepare(loadTestbed(testbedFile), {
      log: () => undefined,
      signal: new AbortController().signal,
      alone: false,
    })
    return new HeldTestbed(testbed, held)
  }

  private constructor(
    readonly testbed: SimulatedTestbed,
    private readonly held: HeldMachines,
  ) {}

  async close(): Promise<void> {
    await this.held.close()
    await this.testbed.close()
  }
}
