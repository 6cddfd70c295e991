import { type Host } from '../host/host'
import { BadInput } from '../testbed/bad-input'
import { type Testbed } from '../testbed/testbed'
import { Journal } from './journal'

/** Throws `BadInput` when an earlier run has left changes on the machine that are not undone. */
export async function insistOnNoLeftovers(host: Host, testbed: Testbed): Promise<void> {
  const leftovers = (await Journal.leftovers(host)).filter(({ state }) => state !== 'kept')
  if (leftovers.length === 0) return
  const runs = leftovers.map(({ run, state }) => `${run} (${state})`).join(', ')
  throw new BadInput(
    `${host.name} has changes of a run that did not end, or is running now: ${runs}.\n  Next: when no such run is alive any more, npx kubesonic restore --testbed ${testbed.file}`,
  )
}
