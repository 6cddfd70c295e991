/** The testbed lacks something that the scenario is about; the scenario is skipped, with this reason in the report. */
export class CapabilityMissing extends Error {
  override readonly name = 'CapabilityMissing'
}

/** Not tried: an earlier attempt to bring the testbed to the level failed, for the reason named. */
export class BlockedError extends Error {
  override readonly name = 'BlockedError'
  constructor(first: Error) {
    super(`Blocked by: ${first.message}`, { cause: first })
  }
}

/** Keeps the first failure of an action that must not be tried twice on a broken testbed. */
export class FirstFailure {
  #failure: Error | undefined

  /** Runs it; throws `BlockedError` without running it when it failed before. A missing capability is no breakage. */
  async guard<T>(action: () => Promise<T>): Promise<T> {
    if (this.#failure) throw new BlockedError(this.#failure)
    try {
      return await action()
    } catch (error) {
      if (!(error instanceof CapabilityMissing)) this.#failure = error as Error
      throw error
    }
  }
}
