/** Why a container isn't started: reason and message of its waiting state, and what its event says. */
export class StartFailure extends Error {
  constructor(
    readonly reason: string,
    message: string,
    /** The text after `Error: ` in the Failed event, by default the reason; null: there is no such event. */
    readonly eventText: string | null = reason,
  ) {
    super(message)
  }
}
