import { type ContainerUpgrade } from '../../lib/upgrade/container-upgrade'
import { interruption } from '../interruption'
import { library } from '../library'
import { skipWhereMissing } from './reach-or-skip'
import { type KubesonicWorld } from '../world'

const upgrades = new WeakMap<KubesonicWorld, Map<string, ContainerUpgrade>>()

/** The upgrade of a feature that this scenario is about; undone at its end. */
export async function upgradeOf(world: KubesonicWorld, feature: string): Promise<ContainerUpgrade> {
  const known = upgrades.get(world) ?? new Map<string, ContainerUpgrade>()
  upgrades.set(world, known)
  const found = known.get(feature)
  if (found) return found
  const { signal } = interruption
  const upgrade = await library().upgradeIn(world.session, feature, {
    signal,
    pulls: () => world.pulls,
  })
  known.set(feature, upgrade)
  world.undo.add(`feature ${feature}`, () => upgrade.undo({ signal: interruption.lost }))
  return upgrade
}

/** Where SONiC's images come from the testbed's registry, the DUT is told the way there, and has joined then. */
export const tellWayToImages = (world: KubesonicWorld): Promise<'skipped' | undefined> =>
  skipWhereMissing(world, async () => {
    await world.reach('clustered')
    await library().wayToImages(world.session, () => world.pulls)
  })
