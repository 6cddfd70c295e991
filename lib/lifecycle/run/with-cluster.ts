import { loadTestbed } from '../../testbed/load-testbed'
import { newRunId } from '../run-id'
import { Session } from '../session/session'
import { beginRun } from './begin-run'
import { insistOnClean, tearDown } from '../restore/tear-down'

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
  const run = newRunId()
  const lost = new AbortController()
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const leases = await beginRun(testbed, run, {
    reason: `a test at level ${level}`,
    onProgress: say,
    onLost: (why) => lost.abort(new Error(why)),
  })
  const outcome = await settled(async () => {
    const session = await Session.open(testbed, run, { signal: lost.signal })
    try {
      await session.reach(level)
      return await use(session)
    } finally {
      await session.close()
    }
  })
  leases.beginTearDown()
  const putBack = await settled(async () =>
    insistOnClean(
      await tearDown(testbed, run, {
        onWait: say,
        patience: (machine) => leases.patienceWith(machine),
      }),
    ),
  )
  await leases.close()
  if ('error' in outcome && 'error' in putBack)
    throw new AggregateError([outcome.error, putBack.error], messagesOf(outcome, putBack))
  if ('error' in putBack) throw putBack.error
  if ('error' in outcome) throw outcome.error
  return outcome.value
}

type Outcome<T> = { readonly value: T } | { readonly error: Error }

const settled = async <T>(act: () => Promise<T>): Promise<Outcome<T>> => {
  try {
    return { value: await act() }
  } catch (error) {
    return { error: error as Error }
  }
}

const messagesOf = (...outcomes: readonly { readonly error: Error }[]): string =>
  outcomes.map(({ error }) => error.message).join('\n')
