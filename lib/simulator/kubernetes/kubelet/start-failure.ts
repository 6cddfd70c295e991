/** Why a container isn't started: reason and message of its waiting state, and what its event says. */
export class StartFailure extends Error {
  constructor(
    readonly reason: string,
    message: string,
    /** The text after `Error: ` in the Failed event; undefined: the reason. */
    readonly eventText: string = reason,
  ) {
    super(message)
  }
}
