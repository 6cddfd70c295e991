import { MinikubeManager } from '../../cluster/minikube-manager'
import { dutFacts } from '../../dut/dut-facts'
import { dutStarted } from '../../dut/dut-started'
import { BOOT_DEADLINE } from '../../host/answers-again'
import { insistOnReach } from '../../registry/registry-reach'
import { BadInput } from '../../testbed/bad-input'
import { type MachineSpec, type Testbed } from '../../testbed/testbed'
import { inSeconds } from '../../wait/duration'
import { telling } from '../../wait/telling'
import { waitFor } from '../../wait/wait-for'
import { insistOnFitness } from '../session/dut-fitness'
import { type RunId } from '../run-id'
import { type LeaseOptions, type RunLeases } from './run-leases'

type PreflightOptions = Pick<LeaseOptions, 'onProgress' | 'signal' | 'pulls'>

/**
 * Looks at every machine of the testbed before the first scenario and changes nothing: is Docker there, is the port free,
 * is no DUT in somebody's cluster, is the registry there that the run pulls from. A DUT that still boots is waited for first.
 * Throws one `BadInput` with all that was found.
 */
export async function preflight(
  testbed: Testbed,
  run: RunId,
  leases: RunLeases,
  options: PreflightOptions,
): Promise<void> {
  const answers = await Promise.allSettled([
    new MinikubeManager(leases.host(testbed.vmhost), testbed).probe(run),
    options.pulls ? insistOnReach(testbed, leases.host(testbed.vmhost)) : undefined,
    ...testbed.duts.map((dut) => dutIsFit(testbed, dut, leases, options)),
  ])
  const reasons = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [answer.reason as Error] : [],
  )
  const broken = reasons.find((reason) => !(reason instanceof BadInput))
  if (broken) throw broken
  if (reasons.length > 0) throw new BadInput(reasons.map(({ message }) => message).join('\n'))
}

async function dutIsFit(
  testbed: Testbed,
  dut: MachineSpec,
  leases: RunLeases,
  { onProgress, signal }: PreflightOptions,
): Promise<void> {
  const host = leases.host(dut)
  const started = telling(dutStarted(host), (seen) =>
    onProgress?.(
      `${dut.name} was booted a moment ago, ${seen}; waiting until it has, up to ${inSeconds(BOOT_DEADLINE)}`,
    ),
  )
  await waitFor(started, { within: BOOT_DEADLINE, signal })
  insistOnFitness(await dutFacts(host), testbed, dut)
}
