import { library } from '../library'
import { dutMediaType, skipReasonMediaType } from '../reporting/media-types'
import { type KubesonicWorld } from '../world'

/** Brings the testbed to the level; where it lacks what that takes, skips the scenario and says why in the report. */
export async function reachOrSkip(
  world: KubesonicWorld,
  level: 'clustered' | 'joined',
): Promise<'skipped' | undefined> {
  return skipWhereMissing(world, async () => {
    await world.reach(level)
    world.attach(world.dut.host.name, dutMediaType)
  })
}

/** Skips the scenario, with the reason in the report, where the testbed lacks what the act takes. */
export async function skipWhereMissing(
  world: KubesonicWorld,
  act: () => Promise<void>,
): Promise<'skipped' | undefined> {
  try {
    await act()
    return undefined
  } catch (error) {
    if (!(error instanceof library().CapabilityMissing)) throw error
    world.attach(error.message, skipReasonMediaType)
    return 'skipped'
  }
}
