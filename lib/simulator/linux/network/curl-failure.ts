/** What ends a transfer: curl's exit code, and its words. */
export class CurlFailure extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(`curl: (${exitCode}) ${message}`)
  }
}
