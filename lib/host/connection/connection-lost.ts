/** The SSH connection broke. A command that was running may or may not have been carried out. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'

  constructor(
    readonly machine: string,
    doing: string,
    options?: ErrorOptions,
  ) {
    super(
      `The SSH connection to ${machine} was lost while ${doing}.\n` +
        `  Next: see whether ${machine} is up; what was under way may have happened or not`,
      options,
    )
    // Where it was heard of says nothing about who was talking.
    this.stack = `${this.name}: ${this.message}`
  }
}
