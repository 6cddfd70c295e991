import { ControlClient } from '../lib/simulator/control/client'
import { type Testbed } from '../lib/testbed/testbed'

/** What this process has used so far. */
export const ownCpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What a deed takes, and what it costs in this process and in the simulator's: on a busy machine only the latter tells. */
export const cost = async (
  { simulator }: Testbed,
  deed: () => Promise<void>,
): Promise<{ ms: number; cpuMs: number }> => {
  const control = new ControlClient(simulator?.control ?? '')
  const cpuMs = async (): Promise<number> => ownCpuMs() + (await control.state()).cpuMs
  const [from, used] = [performance.now(), await cpuMs()]
  await deed()
  return { ms: performance.now() - from, cpuMs: (await cpuMs()) - used }
}
