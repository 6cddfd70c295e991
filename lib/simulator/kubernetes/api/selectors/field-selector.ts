import { type KubeObject } from '../../objects'
import { badRequest } from '../status-error'

/** Reads the value that a field selector compares; absent fields are the empty string. */
export type FieldReaders = Readonly<Record<string, (object: never) => string | undefined>>

const inEveryResource: FieldReaders = {
  'metadata.name': ({ metadata }: KubeObject) => metadata.name,
  'metadata.namespace': ({ metadata }: KubeObject) => metadata.namespace,
}

/**
 * Parses a query's `fieldSelector`: `a=b,c!=d`. Throws 400 for what it can't read or the resource doesn't support, in the
 * words of `refusal` where the kind has its own.
 */
export function parseFieldSelector(
  text: string,
  supported?: FieldReaders,
  refusal = refusalOf(supported),
): (object: KubeObject) => boolean {
  const tests = termsIn(text)
    .filter((term) => term !== '')
    .map((term) => parseTest(term, text, supported, refusal))
  return (object) => tests.every((test) => test(object))
}

/** A comma behind a backslash separates nothing. */
const termsIn = (text: string): string[] => text.split(/(?<!\\),/)

function parseTest(
  term: string,
  whole: string,
  supported: FieldReaders | undefined,
  refusal: (field: string) => string,
): (object: KubeObject) => boolean {
  const form = /^(.*?)(!=|==|=)(.*)$/s.exec(term)
  if (!form) throw badRequest(`invalid selector: '${whole}'; can't understand '${term}'`)

  const [, field = '', sign, value = ''] = form
  const wanted = unescaped(value)
  const readers = { ...inEveryResource, ...supported }
  const read = Object.hasOwn(readers, field) ? readers[field] : undefined
  if (!read) throw badRequest(refusal(field))
  return (object) =>
    (((read as (object: KubeObject) => string | undefined)(object) ?? '') === wanted) !==
    (sign === '!=')
}

/** Kinds that have fields of their own refuse others in words of their own. */
const refusalOf =
  (supported: FieldReaders | undefined) =>
  (field: string): string =>
    supported
      ? `field label not supported: ${field}`
      : `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`

function unescaped(value: string): string {
  return value.replace(/\\(.?)|([,=])/gs, (_, escaped: string | undefined, bare: string) => {
    if (bare)
      throw badRequest(
        `invalid field selector: unescaped character in value: ${bare.charCodeAt(0)}`,
      )
    if (escaped && '\\,='.includes(escaped)) return escaped
    throw badRequest(`invalid field selector: invalid escape sequence: \\${escaped ?? ''}`)
  })
}
