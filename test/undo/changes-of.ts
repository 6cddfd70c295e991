import { type Host } from '../../lib/host/host'
import { type Change } from '../../lib/lifecycle/change'

/** What the library would change on a machine that answers nothing; the wanted one is found by its name, or how that begins. */
export async function changesOf(
  deeds: (host: Host) => Promise<void>,
): Promise<(what: string) => Change> {
  const changes: Change[] = []
  const answer = { stdout: '', stderr: '', exitCode: 0, ms: 0 }
  await deeds({
    name: 'recorded',
    run: () => Promise.resolve(answer),
    attempt: () => Promise.resolve(answer),
    change: (change: Change) => Promise.resolve(void changes.push(change)),
  } as unknown as Host)
  return (what) => {
    const found =
      changes.find((change) => change.what === what) ??
      changes.find((change) => change.what.startsWith(what))
    if (!found)
      throw new Error(`none of ${changes.map((change) => change.what).join(', ')} is "${what}"`)
    return found
  }
}
