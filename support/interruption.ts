/** The run was interrupted, or has lost a machine; nothing is known about the step that was running. */
export class Interrupted extends Error {
  override name = 'Interrupted'
  constructor(why: string) {
    super(why)
    // Where it was heard of says nothing about the step.
    this.stack = `${this.name}: ${this.message}`
  }
}

/**
 * The one place that knows whether this run was interrupted. `signal` goes into every library call that
 * can be cut short.
 */
class Interruption {
  readonly #controller = new AbortController()
  readonly #lost = new AbortController()
  #by: NodeJS.Signals | undefined
  #why: string | undefined

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** SIGINT or SIGTERM; undefined while nobody interrupted. */
  get by(): NodeJS.Signals | undefined {
    return this.#by
  }

  /** Why the run does not go on, in words; undefined while it does. */
  get why(): string | undefined {
    return this.#why
  }

  /** Aborted when a machine is not this run's any more: it was put back, and what is waited for there never comes. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** Ends the running step; answers false when it had been interrupted before. */
  interrupt(by: NodeJS.Signals): boolean {
    if (this.#by) return false
    this.#by = by
    this.#end(`the run was interrupted by ${by}`, `Interrupted by ${by}`)
    return true
  }

  /** Ends the running step, as a machine is not this run's any more. */
  lose(why: string): void {
    this.#end(`the run has lost a machine: ${why}`, why)
    this.#lost.abort(new Interrupted(why))
  }

  #end(why: string, message: string): void {
    this.#why ??= why
    this.#controller.abort(new Interrupted(message))
  }
}

export const interruption = new Interruption()

type StepFunction = (this: unknown, ...args: unknown[]) => unknown

/**
 * For setDefinitionFunctionWrapper: a step or hook ends at once when the run is interrupted while it runs. One
 * that starts later runs to its end: those are the hooks that undo. `{ wrapperOptions: { uninterruptible: true } }`
 * keeps a hook from being cut short.
 */
export const endWhenInterrupted = (
  code: StepFunction,
  options?: { uninterruptible?: boolean },
): StepFunction => {
  if (options?.uninterruptible) return code
  return async function (this: unknown, ...args: unknown[]) {
    const { signal } = interruption
    if (signal.aborted) return code.apply(this, args)
    const ended = new AbortController()
    const interrupted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), ended)
    })
    try {
      return await Promise.race([code.apply(this, args), interrupted])
    } finally {
      ended.abort()
    }
  }
}

/**
 * In a worker of `--parallel`: SIGINT and SIGTERM interrupt this process, too (a terminal sends Ctrl-C to all,
 * and the coordinator forwards), and a worker whose coordinator died ends. Elsewhere it does nothing: the
 * coordinator listens itself.
 */
export const listenInWorker = (): void => {
  if (process.env.CUCUMBER_PARALLEL !== 'true') return
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => interruption.interrupt(name))
  }
  process.on('disconnect', () => process.exit(1))
}
