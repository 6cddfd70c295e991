import { type Session } from '../lib/lifecycle/session/session'
import { withCluster } from '../lib/lifecycle/run/with-cluster'
import { startSimulatedTestbed } from './simulated-testbed'

/** A session on a simulated testbed of its own, with its cluster; the machines are put back afterwards, and it is proven. */
export async function inSession<T>(
  options: readonly string[],
  act: (session: Session) => Promise<T>,
): Promise<T> {
  const simulated = await startSimulatedTestbed(options)
  try {
    return await withCluster(simulated.file, act)
  } finally {
    await simulated.close()
  }
}
