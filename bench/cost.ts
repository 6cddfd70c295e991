import { ControlClient } from '../lib/simulator/control/client'
import { type Testbed } from '../lib/testbed/testbed'

/** What this process has used so far. */
export const ownCpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What the simulated testbed's process has used since its start. */
export const twinCpuMs = async ({ simulator }: Testbed): Promise<number> =>
  (await new ControlClient(simulator?.control ?? '').state()).cpuMs

export interface Cost {
  readonly ms: number
  /** In this process and in the simulated testbed's: on a busy machine only that tells. */
  readonly cpuMs: number
  /** In the latter alone. */
  readonly twinCpuMs: number
}

/** What a deed takes. */
export const cost = async (testbed: Testbed, deed: () => Promise<void>): Promise<Cost> => {
  const [from, own, twin] = [performance.now(), ownCpuMs(), await twinCpuMs(testbed)]
  await deed()
  const [ms, ownUsed] = [performance.now() - from, ownCpuMs() - own]
  const twinUsed = (await twinCpuMs(testbed)) - twin
  return { ms, cpuMs: ownUsed + twinUsed, twinCpuMs: twinUsed }
}
