import { MinikubeManager } from '../cluster/minikube-manager'
import { dutFacts } from '../dut/dut-facts'
import { Host } from '../host/host'
import { BadInput } from '../testbed/bad-input'
import { type DutSpec, type Testbed } from '../testbed/testbed'
import { insistOnFitness } from './dut-fitness'
import { insistOnNoLeftovers } from './leftovers'

/**
 * Looks at every machine of the testbed before the first scenario and changes nothing: can it be reached and logged
 * into, is Docker there, is the port free, is no DUT in somebody's cluster, did no earlier run leave work undone.
 * Throws one `BadInput` with all that was found.
 */
export async function preflight(testbed: Testbed): Promise<void> {
  const answers = await Promise.allSettled([
    vmhostIsFit(testbed),
    ...testbed.duts.map((dut) => dutIsFit(testbed, dut)),
  ])
  const reasons = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [answer.reason as Error] : [],
  )
  const broken = reasons.find((reason) => !(reason instanceof BadInput))
  if (broken) throw broken
  if (reasons.length > 0) throw new BadInput(reasons.map(({ message }) => message).join('\n'))
}

async function vmhostIsFit(testbed: Testbed): Promise<void> {
  await using vmhost = new Host(testbed.vmhost, testbed)
  await vmhost.connect()
  await insistOnNoLeftovers(vmhost, testbed)
  await new MinikubeManager(vmhost, testbed).probe()
}

async function dutIsFit(testbed: Testbed, spec: DutSpec): Promise<void> {
  await using dut = new Host(spec, testbed)
  await dut.connect()
  await insistOnNoLeftovers(dut, testbed)
  insistOnFitness(await dutFacts(dut), testbed)
}
