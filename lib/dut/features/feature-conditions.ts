import { type Host } from '../../host/host'
import { type Condition, met, notYet, type Verdict } from '../../wait/condition'
import { milliseconds } from '../../wait/duration'
import {
  describeLook,
  type FeatureLook,
  lookAtFeature,
  whyFrozen,
  whyNameless,
  whyStuck,
  withoutOutgoing,
} from './feature-look'
import { featureLog } from './feature-log'

/** Nothing but a person ends this state: waiting on is no use. */
export class FeatureHeldUp extends Error {
  override readonly name = 'FeatureHeldUp'
}

/** Reasons that stay when their cause has gone: only another pod helps (real-lab-containers 4, 10). */
const forEver = /marked disabled|different than|system state not active/

/** What is expected of a feature that Kubernetes shall run. */
export interface KubeModeOptions {
  /** IMAGE_VERSION; without it any will do. */
  readonly version?: string
  /** Ids, twelve digits each, of containers that are on their way out: what holds them up does not matter. */
  readonly outgoing?: readonly string[]
}

/**
 * Kubernetes runs the feature: its container does, the local one does not, and STATE_DB says so. With a version it is that
 * one. Throws `FeatureHeldUp` as soon as it can never come.
 */
export const runsInKubeMode = (
  dut: Host,
  feature: string,
  { version, outgoing = [] }: KubeModeOptions = {},
): Condition<FeatureLook> =>
  featureCondition(
    dut,
    feature,
    `Kubernetes to run ${feature}${version === undefined ? '' : ` ${version}`} on ${dut.name}`,
    (look) => {
      insistOnHope(dut, feature, withoutOutgoing(look, outgoing))
      const { currentOwner, remoteState, containerId, kubeContainers, localRuns } = look
      const runs = currentOwner === 'kube' && remoteState === 'running' && !localRuns
      const rightOne = version === undefined || look.containerVersion === version
      return runs && rightOne && kubeContainers.includes(containerId)
    },
  )

/**
 * systemd runs the feature from the DUT's own image, no container of a pod does, and STATE_DB says so. Throws
 * `FeatureHeldUp` where a roll sticks.
 */
export const runsInLocalMode = (dut: Host, feature: string): Condition<FeatureLook> =>
  featureCondition(dut, feature, `systemd to run ${feature} on ${dut.name}`, (look) => {
    insistOnNoStuckRoll(dut, feature, look)
    const { currentOwner, containerId, localRuns, unit } = look
    return currentOwner === 'local' && containerId === feature && localRuns && unit === 'active'
  })

/** A container of Kubernetes is there and is kept from starting, for a reason that contains these words. */
export const isFrozen = (dut: Host, feature: string, words: string): Condition<FeatureLook> =>
  featureCondition(
    dut,
    feature,
    `${feature}'s container of Kubernetes to be held up: "${words}"`,
    (look) => whyFrozen(look)?.includes(words) ?? false,
  )

/** ctrmgrd's timer has made the version that Kubernetes runs the DUT's own: local mode would run it from now on. */
export const isTheDutsOwn = (dut: Host, feature: string, version: string): Condition<FeatureLook> =>
  featureCondition(
    dut,
    feature,
    `${feature} ${version} to become ${dut.name}'s own`,
    ({ stableVersion }) => stableVersion === version,
  )

const featureCondition = (
  dut: Host,
  feature: string,
  description: string,
  holds: (look: FeatureLook) => boolean,
): Condition<FeatureLook> => ({
  description,
  hint: `journalctl -t container -t container_startup.py -t ctrmgrd.py | grep ${feature}   (on ${dut.name})`,
  everyMs: milliseconds(500),
  watch: featureLog(dut),
  async check(): Promise<Verdict<FeatureLook>> {
    const look = await lookAtFeature(dut, feature)
    return holds(look) ? met(look) : notYet(describeLook(look))
  },
})

function insistOnNoStuckRoll(dut: Host, feature: string, look: FeatureLook): void {
  const stuck = whyStuck(look)
  if (stuck !== undefined)
    throw new FeatureHeldUp(
      `Nothing will run ${feature} on ${dut.name}: ${stuck}.\n  Next: container stop ${feature}; systemctl reset-failed ${feature}; systemctl start ${feature}`,
    )
}

function insistOnHope(dut: Host, feature: string, look: FeatureLook): void {
  insistOnNoStuckRoll(dut, feature, look)
  const nameless = whyNameless(look)
  if (nameless !== undefined)
    throw new FeatureHeldUp(
      `Kubernetes runs ${feature} on ${dut.name}, and not for long: ${nameless}.\n  ${describeLook(look)}\n  Next: stat -fc %T /sys/fs/cgroup   (cgroup2fs: the image needs a container_startup.py that knows it)`,
    )
  const frozen = whyFrozen(look)
  const [only, ...others] = look.kubeContainers
  if (frozen === undefined || !forEver.test(frozen) || others.length > 0) return
  throw new FeatureHeldUp(
    `Kubernetes will not run ${feature} on ${dut.name}: container ${only} blocks for ever: "${frozen}".\n  ${describeLook(look)}\n  Next: ${/marked disabled/.test(frozen) ? `deploy another version: the DUT itself runs ${look.localLabel} (label ${feature}_local)` : 'delete the pod, once its cause is gone'}`,
  )
}
