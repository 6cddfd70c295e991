import { type ContainerUpgrade } from '../lib/upgrade/container-upgrade'
import { interruption } from './interruption'
import { library } from './library'
import { type KubesonicWorld } from './world'

const upgrades = new WeakMap<KubesonicWorld, Map<string, ContainerUpgrade>>()

/** The upgrade of a feature that this scenario is about; undone at its end. */
export async function upgradeOf(world: KubesonicWorld, feature: string): Promise<ContainerUpgrade> {
  const known = upgrades.get(world) ?? new Map<string, ContainerUpgrade>()
  upgrades.set(world, known)
  const found = known.get(feature)
  if (found) return found
  const { ContainerUpgrade, featureOn } = library()
  const { session, kube } = world
  const upgrade = new ContainerUpgrade(featureOn(session.dut.host, feature), {
    kube,
    templates: session.templates,
    placement: await session.placement(),
    node: await session.nodeName(),
    registry: session.testbed.images.registry,
    signal: interruption.signal,
  })
  known.set(feature, upgrade)
  world.undo.add(`feature ${feature}`, () => upgrade.undo())
  return upgrade
}
