import { beginRun } from '../lib/lifecycle/begin-run'
import { newRunId } from '../lib/lifecycle/run-id'
import { Session } from '../lib/lifecycle/session'
import { insistOnClean, tearDown } from '../lib/lifecycle/tear-down'
import { loadTestbed } from '../lib/testbed/load-testbed'
import { startSimulatedTestbed } from './simulated-testbed'

/** A session on a simulated testbed of its own, as a run has it; the machines are put back afterwards, and it is proven. */
export async function inSession<T>(
  options: readonly string[],
  act: (session: Session) => Promise<T>,
): Promise<T> {
  const simulated = await startSimulatedTestbed(options)
  try {
    const testbed = loadTestbed(simulated.file)
    const run = newRunId()
    const leases = await beginRun(testbed, run, { reason: 'a benchmark' })
    const session = await Session.open(testbed, run)
    const result = await act(session)
    await session.close()
    leases.beginTearDown()
    insistOnClean(await tearDown(testbed, run))
    await leases.close()
    return result
  } finally {
    await simulated.close()
  }
}
