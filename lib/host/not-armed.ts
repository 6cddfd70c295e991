/** The exit code by which a machine says that the run may change nothing more on it. */
export const notArmedExitCode = 97

/** The machine was put back meanwhile, or is held by somebody else now: the run may change nothing more on it. */
export class NotArmed extends Error {
  override readonly name = 'NotArmed'
  /** @param why what the machine knows of it: `the dead-man's switch fired at 2026-11-23T14:15:03Z` */
  constructor(machine: string, run: string, why: string) {
    super(
      `Run ${run} may change nothing more on ${machine}: ${why.trim() || 'its changes there were undone meanwhile'}.\n` +
        '  Next: start a new run',
    )
  }
}
