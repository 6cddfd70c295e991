import { type Expect } from 'expect'

/**
 * The library, loaded by the first step that runs and not by the first that is defined: listing the plan
 * (`--dry-run`, editors) starts as fast as an empty project.
 */
export const library = (): typeof import('../lib/index') =>
  require('../lib/index') as typeof import('../lib/index')

/** `expect(value)` of the `expect` package, loaded the same way. */
export const expect = (value: unknown): ReturnType<Expect> =>
  (require('expect') as typeof import('expect')).expect(value)

/** What hooks do in a scenario that runs, loaded the same way. */
export const live = (): typeof import('./scenario/live') =>
  require('./scenario/live') as typeof import('./scenario/live')

/** Loads what every scenario needs, while the run waits for something else. */
export const loadAhead = (): void => {
  live()
  library()
  const { loadClientNode } =
    require('../lib/kube/api/client-node') as typeof import('../lib/kube/api/client-node')
  // Whoever needs it is told what is wrong with it.
  loadClientNode().catch(() => undefined)
}
