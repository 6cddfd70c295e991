import { featureOn } from '../dut/features/feature-on'
import { ImagePulls } from '../lifecycle/session/image-pulls'
import { type Session } from '../lifecycle/session/session'
import { featuresArePulled } from '../registry/registry-check'
import { ContainerUpgrade } from './container-upgrade'
import { PullLogins } from './pull-logins'

export interface UpgradeOptions {
  /** Aborting it ends the upgrade's waits. */
  readonly signal?: AbortSignal
  /** Gives the session's own, where there is one already: what they have told the DUT counts for all. */
  readonly pulls?: () => ImagePulls
}

/**
 * The upgrade of a feature on the session's DUT. Where its images come from the testbed's registry, the DUT is told the way
 * there first, for which it may have to join anew.
 */
export async function upgradeIn(
  session: Session,
  feature: string,
  { signal, pulls }: UpgradeOptions = {},
): Promise<ContainerUpgrade> {
  const { testbed, run } = session
  const way = await wayToImages(session, pulls)
  return new ContainerUpgrade(featureOn(session.dut.host, feature), {
    kube: session.kube,
    templates: session.templates,
    placement: await session.placement(),
    node: await session.nodeName(),
    registry: testbed.images.registry,
    logins: new PullLogins(
      way,
      `${feature.replaceAll('_', '-')}-${run}-${Date.now().toString(36)}`,
    ),
    ...(signal && { signal }),
  })
}

/** Tells the DUT the way to SONiC's images, where those come from the testbed's registry; it has joined then. */
export async function wayToImages(
  session: Session,
  pulls = (): ImagePulls => new ImagePulls(session),
): Promise<ImagePulls | undefined> {
  if (!featuresArePulled(session.testbed)) return undefined
  const way = pulls()
  await way.prepare()
  return way
}
