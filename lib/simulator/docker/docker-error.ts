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

/** A time in a form that the client doesn't know: the daemon is not asked. */
export class UnknownTime extends DockerError {
  constructor(option: string, text: string) {
    super('')
    const of = option === '' ? '' : `invalid value for "${option}": `
    this.message = `${of}failed to parse value as time or duration: "${text}"`
  }
}

/** What the client refuses by itself, without its usage. */
export class ClientError extends DockerError {
  constructor(text: string) {
    super('')
    this.message = text
  }
}

/** What clients say of a daemon that is down. */
export const notThere =
  'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'
