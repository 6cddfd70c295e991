/** The exit code by which a change says that the run may change nothing more. */
export const notArmedExitCode = 97

/** The machine was put back meanwhile, by somebody else or by hand: the run may change nothing more on it. */
export class NotArmed extends Error {
  override readonly name = 'NotArmed'
  constructor(machine: string, run: string) {
    super(
      `Run ${run} may change nothing more on ${machine}: its changes there were undone meanwhile.\n` +
        '  Next: start a new run',
    )
  }
}
