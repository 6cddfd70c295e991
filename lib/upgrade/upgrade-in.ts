import { featureOn } from '../dut/features/feature-on'
import { type Session } from '../lifecycle/session'
import { ContainerUpgrade } from './container-upgrade'

/** The upgrade of a feature on the session's DUT. Aborting `signal` ends its waits. */
export const upgradeIn = async (
  session: Session,
  feature: string,
  signal?: AbortSignal,
): Promise<ContainerUpgrade> =>
  new ContainerUpgrade(featureOn(session.dut.host, feature), {
    kube: session.kube,
    templates: session.templates,
    placement: await session.placement(),
    node: await session.nodeName(),
    registry: session.testbed.images.registry,
    ...(signal && { signal }),
  })
