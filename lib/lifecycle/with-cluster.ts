import { loadTestbed } from '../testbed/load-testbed'
import { newRunId } from './run-id'
import { Session } from './session'
import { preflight } from './preflight'
import { insistOnClean, tearDown } from './tear-down'

/**
 * For tests without Cucumber: brings a cluster up on the vmhost of the testbed file, hands it to `use`, and puts every
 * machine back whatever `use` does. Throws what `use` threw, or that a machine could not be put back.
 */
export const withCluster = <T>(
  testbedFile: string,
  use: (session: Session) => Promise<T>,
): Promise<T> => withLevel('clustered', testbedFile, use)

/** The same with the (first) DUT joined to the cluster, as a Ready node. */
export const withJoinedDut = <T>(
  testbedFile: string,
  use: (session: Session) => Promise<T>,
): Promise<T> => withLevel('joined', testbedFile, use)

async function withLevel<T>(
  level: 'clustered' | 'joined',
  testbedFile: string,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const testbed = loadTestbed(testbedFile)
  await preflight(testbed)
  const run = newRunId()
  try {
    const session = await Session.open(testbed, run)
    try {
      await session.reach(level)
      return await use(session)
    } finally {
      await session.close()
    }
  } finally {
    insistOnClean(await tearDown(testbed, run))
  }
}
