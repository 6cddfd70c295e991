/** kubectl gives up: the text goes to stderr, the exit code is 1 unless said otherwise. */
export class KubectlFailure extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message)
  }
}
