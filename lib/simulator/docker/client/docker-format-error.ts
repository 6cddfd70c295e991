/** A `--format` that could not be parsed or carried out; the message is the client's own. */
export class DockerFormatError extends Error {}
