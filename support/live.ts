/** What hooks and steps do in a scenario that runs; `live()` loads it with the first that does. */
export { attachEvidence } from './evidence'
export { reachOrSkip } from './reach-or-skip'
export { closeWorkerSession, workerSession } from './worker-session'
