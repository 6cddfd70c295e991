/** What the Docker daemon refuses; the message is its whole text, as the client prints it. */
export class DockerError extends Error {
  constructor(reason: string) {
    super(`Error response from daemon: ${reason}`)
    this.name = 'DockerError'
  }
}
