/** What the Docker daemon refuses; the message is its whole text, as the client prints it. */
export class DockerError extends Error {
  constructor(reason: string) {
    super(`Error response from daemon: ${reason}`)
    this.name = 'DockerError'
  }
}

/** A transfer that broke off: told in the stream of the pull's progress, without the daemon's usual words. */
export class BrokenOff extends DockerError {
  constructor() {
    super('')
    this.message = 'unexpected EOF'
  }
}
