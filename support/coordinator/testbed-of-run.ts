import { loadTestbed } from '../../lib/testbed/load-testbed'
import { type Testbed } from '../../lib/testbed/testbed'
import { SimulatedTestbed } from './simulated-testbed'

interface Surroundings {
  readonly env: NodeJS.ProcessEnv
  /** The command that starts the simulated testbed; KUBESONIC_SIMULATOR adds to it. */
  readonly simulator: readonly string[]
  readonly signal: AbortSignal
  readonly log: (line: string) => void
}

/**
 * The testbed of one run: the lab that KUBESONIC_TESTBED names, or a simulated one of the run's own. Workers
 * find its file in the same variable.
 */
export class TestbedOfRun {
  static async bring({ env, simulator, signal, log }: Surroundings): Promise<TestbedOfRun> {
    if (env.KUBESONIC_TESTBED) return new TestbedOfRun(loadTestbed(env.KUBESONIC_TESTBED))
    const options = env.KUBESONIC_SIMULATOR?.split(/\s+/).filter(Boolean) ?? []
    const child = await SimulatedTestbed.start([...simulator, ...options], { signal, log })
    try {
      const testbed = loadTestbed(child.file)
      env.KUBESONIC_TESTBED = child.file
      return new TestbedOfRun(testbed, child)
    } catch (error) {
      await child.close()
      throw error
    }
  }

  private constructor(
    readonly testbed: Testbed,
    private readonly child?: SimulatedTestbed,
  ) {}

  /** Why the simulated testbed is not there any more; undefined while it is, and for a lab. */
  lost(): string | undefined {
    const ended = this.child?.ended()
    return ended && `The simulated testbed ended ${ended} during the run.`
  }

  /** Ends what was started for this run. */
  async close(): Promise<void> {
    await this.child?.close()
  }
}
