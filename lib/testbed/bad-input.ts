/** The user's input is wrong: nothing was changed on any machine, and the process exits with 2. */
export class BadInput extends Error {
  readonly exitCode = 2

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}
