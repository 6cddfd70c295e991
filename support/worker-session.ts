import { type Session } from '../lib/lifecycle/session'
import { currentRun } from './current-run'

let session: Promise<Session> | undefined

/**
 * The session of this process: one DUT per worker of `--parallel`, the first DUT without. The libraries behind it are
 * loaded here, by the first scenario that needs a testbed, so that a dry run starts fast.
 */
export function workerSession(): Promise<Session> {
  session ??= openSession()
  return session
}

/** Ends the connections, if there are any. The machines are put back by the coordinator, after the last worker. */
export async function closeWorkerSession(): Promise<void> {
  await (await session?.catch(() => undefined))?.close()
}

async function openSession(): Promise<Session> {
  const { loadTestbed } =
    require('../lib/testbed/load-testbed') as typeof import('../lib/testbed/load-testbed')
  const sessions = require('../lib/lifecycle/session') as typeof import('../lib/lifecycle/session')
  const { file, run } = currentRun()
  const worker = Number(process.env['CUCUMBER_WORKER_ID'] ?? 0)
  return sessions.Session.open(loadTestbed(file), run, worker)
}
