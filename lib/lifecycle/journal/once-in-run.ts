import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { met, notYet } from '../../wait/condition'
import { type Milliseconds, seconds } from '../../wait/duration'
import { waitFor } from '../../wait/wait-for'
import { journals } from './journal'
import { type RunId } from '../run-id'

/**
 * Of all workers of a run, the first to come does it; the others wait until it is done, and fail as it fails. What
 * decides is a directory in the run's journal on the machine, which goes with the journal.
 */
export async function onceInRun(
  host: Host,
  run: RunId,
  { name, within, deed }: { name: string; within: Milliseconds; deed: () => Promise<void> },
): Promise<void> {
  const directory = `${journals}/${run}/once-${name}`
  const { stdout } = await host.run(root`
    if mkdir ${directory} 2>/dev/null; then echo first; exit; fi
    [ -d ${directory} ] || { echo ${`cannot create ${directory}. Next: is the disk full, was the run restored?`} >&2; exit 1; }`)
  if (stdout.trim() !== 'first') return waitForOther(host, directory, name, within)
  try {
    await deed()
    await host.run(root`: > ${directory}/done`)
  } catch (error) {
    await host.attempt(root`cat > ${directory}/failed`, { stdin: (error as Error).message })
    throw error
  }
}

async function waitForOther(
  host: Host,
  directory: string,
  name: string,
  within: Milliseconds,
): Promise<void> {
  await waitFor(
    {
      description: `another worker of this run to provide the ${name}`,
      hint: "read how that worker's scenarios went",
      everyMs: seconds(1),
      async check() {
        const { stdout } = await host.run(root`
          cd ${directory} || exit 1
          ls
          cat failed 2>/dev/null || :`)
        const [state, ...why] = stdout.trim().split('\n')
        if (state === 'failed')
          throw new Error(`Another worker of this run failed: ${why.join('\n')}`)
        return state === 'done' ? met(undefined) : notYet('at work')
      },
    },
    { within },
  )
}
