import { TemplateCatalogue } from '../../kube/templates/template-catalogue'
import { type Testbed } from '../../testbed/testbed'
import { preflight } from './preflight'
import { type LeaseOptions, RunLeases } from './run-leases'
import { type RunId } from '../run-id'

/**
 * Before the first change of a run: takes the leases of all machines, undoes what earlier runs have left, and looks
 * whether every machine is fit. `tearDown` ends the leases.
 * @throws BadInput when the run cannot be; then nothing is held, and only leftovers were undone
 */
export async function beginRun(
  testbed: Testbed,
  run: RunId,
  options: LeaseOptions,
): Promise<RunLeases> {
  new TemplateCatalogue(testbed.templates).insistOnAll()
  const leases = await RunLeases.take(testbed, run, options)
  try {
    await preflight(testbed, run, leases, options)
    return leases
  } catch (error) {
    await leases.close({ giveBack: run })
    throw error
  }
}
