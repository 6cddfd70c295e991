import { renderTemplate } from '../../go/template/render'
import { TemplateError } from '../../go/template/template-error'
import { nullText } from './null-text'
import { DockerFormatError } from './docker-format-error'

/** A `--format` template filled in, as `docker inspect` and its like do. Throws DockerFormatError. */
export function filledIn(format: string, data: unknown): string {
  try {
    return renderTemplate(format, data, { name: '', missingKey: 'error', nullText })
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new DockerFormatError(`template parsing error: ${error.message}`)
  }
}

/** A field that the data of a template has not, and where it stands; undefined: the complaint is another one. */
export function missingField({ message }: Error): { where: string; field: string } | undefined {
  const [, where, field] =
    /^template parsing error: (.*): map has no entry for key "(\w+)"$/.exec(message) ?? []
  return where === undefined || field === undefined ? undefined : { where, field }
}

/** `\t` and `\n` as the client unescapes them in a format given on the command line. */
export const unescapeFormat = (format: string): string =>
  format.replace(/\\t/g, '\t').replace(/\\n/g, '\n')
