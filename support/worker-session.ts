import { type Session } from '../lib/lifecycle/session/session'
import { currentRun } from './current-run'
import { interruption } from './interruption'
import { library } from './library'

let session: Promise<Session> | undefined

/**
 * The session of this process: one DUT per worker of `--parallel`, the first DUT without.
 */
export function workerSession(): Promise<Session> {
  session ??= openSession()
  return session
}

/** Ends the connections, if there are any. The machines are put back by the coordinator, after the last worker. */
export async function closeWorkerSession(): Promise<void> {
  const ended = session
  session = undefined
  await (await ended?.catch(() => undefined))?.close()
}

async function openSession(): Promise<Session> {
  const { loadTestbed, Session } = library()
  const { file, run } = currentRun()
  const dut = Number(process.env['CUCUMBER_WORKER_ID'] ?? 0)
  return Session.open(loadTestbed(file), run, { dut, signal: interruption.signal })
}
