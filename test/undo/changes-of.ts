import { type Command } from '../../lib/host/command'
import { type CommandResult, type Host } from '../../lib/host/host'
import { type Change } from '../../lib/host/change'

/** What a machine answers to a command: without a word it prints nothing and ends with 0. */
export type Answers = (script: string) => { stdout?: string; exitCode?: number } | undefined

/** What the library would change on a machine that answers so; the wanted one is found by its name, or how that begins. */
export async function changesOf(
  deeds: (host: Host) => Promise<void>,
  answers: Answers = () => undefined,
): Promise<(what: string) => Change> {
  const changes: Change[] = []
  const answer = ({ script }: Command): Promise<CommandResult> =>
    Promise.resolve({ stdout: '', stderr: '', exitCode: 0, ms: 0, ...answers(script) })
  await deeds({
    name: 'recorded',
    run: answer,
    attempt: answer,
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
