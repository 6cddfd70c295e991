import { MinikubeManager } from '../../cluster/minikube-manager'
import { dutFacts } from '../../dut/dut-facts'
import { BadInput } from '../../testbed/bad-input'
import { type Testbed } from '../../testbed/testbed'
import { insistOnFitness } from '../session/dut-fitness'
import { type RunId } from '../run-id'
import { type RunLeases } from './run-leases'

/**
 * Looks at every machine of the testbed before the first scenario and changes nothing: is Docker there, is the port free,
 * is no DUT in somebody's cluster. Throws one `BadInput` with all that was found.
 */
export async function preflight(testbed: Testbed, run: RunId, leases: RunLeases): Promise<void> {
  const answers = await Promise.allSettled([
    new MinikubeManager(leases.host(testbed.vmhost), testbed).probe(run),
    ...testbed.duts.map(async (dut) =>
      insistOnFitness(await dutFacts(leases.host(dut)), testbed, dut),
    ),
  ])
  const reasons = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [answer.reason as Error] : [],
  )
  const broken = reasons.find((reason) => !(reason instanceof BadInput))
  if (broken) throw broken
  if (reasons.length > 0) throw new BadInput(reasons.map(({ message }) => message).join('\n'))
}
