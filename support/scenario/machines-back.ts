import { type Host } from '../../lib/host/host'
import { interruption } from '../interruption'
import { library } from '../library'
import { type KubesonicWorld } from '../world'

/**
 * After a scenario that failed: a machine that has gone out of reach is waited for, so that what was done there can be
 * undone, and the next scenario finds a machine. One that was booted, or does not come back, ends the run.
 */
export async function awaitMachines({
  sessionIfConnected: session,
}: KubesonicWorld): Promise<void> {
  if (!session || interruption.signal.aborted) return
  const { testbed, run } = session
  const untilBack = async (host: Host): Promise<void> => {
    const { comeBack, leaseSecondsOf, whyNotHeld } = library()
    try {
      await comeBack(host, { signal: interruption.signal, onWait: say })
      const why = await whyNotHeld(host, run, leaseSecondsOf(testbed, host.spec))
      if (why !== undefined)
        interruption.lose(`${host.name}: this run may change nothing more there: ${why}`)
    } catch (error) {
      // Whatever else it is, the undo that follows meets it, and tells.
      if (error instanceof library().WaitTimeoutError)
        interruption.lose(`${host.name} has not come back`)
    }
  }
  await Promise.all([session.vmhost, session.dut.host].map(untilBack))
}

const say = (line: string): void => void process.stderr.write(`${line}\n`)
