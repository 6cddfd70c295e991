/** Behind what is wrong with a command line. */
export const hint = "curl: try 'curl --help' or 'curl --manual' for more information\n"

/** What ends a transfer: curl's exit code, and its words. */
export class CurlFailure extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
    /** What is said before, however silent curl is to be. */
    readonly before = '',
  ) {
    super(`curl: (${exitCode}) ${message}`)
  }

  /** Its words; of a certificate that is not trusted curl says more. */
  get told(): string {
    return `${this.message}\n${this.exitCode === 60 ? ofCertificates : ''}`
  }
}

const ofCertificates = `More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.
`

/** Nothing listens there, or there is no way to it; 28 where a connection was asked for in vain. */
export const cannotConnect = (host: string, port: number, ms = 0, exitCode = 7): CurlFailure =>
  new CurlFailure(
    exitCode,
    `Failed to connect to ${host} port ${port} after ${ms} ms: Couldn't connect to server`,
  )
