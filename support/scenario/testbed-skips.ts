import { currentRun } from '../current-run'
import { library } from '../library'
import { skipReasonMediaType } from '../reporting/media-types'
import { type KubesonicWorld } from '../world'

/** A testbed file need not name a registry. */
export function skipWithoutRegistry(world: KubesonicWorld): 'skipped' | undefined {
  if (library().loadTestbed(currentRun().file).registry) return undefined
  world.attach('the testbed file names no registry (docs/lab.md)', skipReasonMediaType)
  return 'skipped'
}

/** Scenarios with faults need machines that can be broken at will: on a lab they are skipped, and the report says why. */
export function skipUnlessSimulated(world: KubesonicWorld): 'skipped' | undefined {
  if (library().loadTestbed(currentRun().file).simulator) return undefined
  world.attach('this testbed is not simulated', skipReasonMediaType)
  return 'skipped'
}
