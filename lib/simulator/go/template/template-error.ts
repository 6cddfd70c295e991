/** A template that could not be parsed or carried out, in the words of Go's text/template. */
export class TemplateError extends Error {
  constructor(
    readonly stage: 'parse' | 'execute',
    message: string,
  ) {
    super(message)
  }
}
