/** What hooks and steps do in a scenario that runs; `live()` loads it with the first that does. */
export { switchFaultOn } from './coordinator/fault-switch'
export { attachEvidence } from './evidence'
export { reachOrSkip, skipWhereMissing } from './reach-or-skip'
export { skipUnlessSimulated, skipWithoutRegistry } from './simulated-only'
export { closeWorkerSession, workerSession } from './worker-session'
