import { type Host } from '../../host/host'
import { notArmedExitCode } from '../../host/not-armed'
import { journals } from '../journal/journal'
import { type RunId } from '../run-id'
import { renewal } from './lease'

/** Gives a sign of life, and answers why the run may change nothing more on the machine; undefined while it may. */
export async function whyNotHeld(
  host: Host,
  run: RunId,
  leaseSeconds: number,
): Promise<string | undefined> {
  const { exitCode, stderr } = await host.attempt(renewal(journals, run, leaseSeconds))
  if (exitCode !== notArmedExitCode) return undefined
  return stderr.trim() || 'it was put back'
}
