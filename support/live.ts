/** What hooks and steps do in a scenario that runs; `live()` loads it with the first that does. */
export { switchFaultOn } from './coordinator/fault-switch'
export { deploySidecar, sidecarOf } from './deployed-sidecar'
export { attachEvidence } from './evidence'
export { deployFromRegistry, pullingPods } from './pulling'
export { reachOrSkip, skipWhereMissing } from './reach-or-skip'
export { skipUnlessSimulated, skipWithoutRegistry } from './testbed-skips'
export { upgradeOf } from './upgrades'
export { closeWorkerSession, workerSession } from './worker-session'
