import { type KubeObject } from '../objects'
import { badRequest } from './status-error'

/** Reads the value that a field selector compares; absent fields are the empty string. */
export type FieldReaders = Readonly<Record<string, (object: never) => string | undefined>>

const inEveryResource: FieldReaders = {
  'metadata.name': ({ metadata }: KubeObject) => metadata.name,
  'metadata.namespace': ({ metadata }: KubeObject) => metadata.namespace,
}

/** Parses a query's `fieldSelector`: `a=b,c!=d`. Throws 400 for what it can't read or the resource doesn't support. */
export function parseFieldSelector(
  text: string,
  supported: FieldReaders = {},
): (object: KubeObject) => boolean {
  const readers = { ...inEveryResource, ...supported }
  const tests = text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => parseTest(part, text, readers))
  return (object) => tests.every((test) => test(object))
}

function parseTest(
  part: string,
  whole: string,
  readers: FieldReaders,
): (object: KubeObject) => boolean {
  const form = /^([^=!]+)(==|=|!=)(.*)$/.exec(part)
  if (!form) throw badRequest(`invalid selector: '${whole}'; can't understand '${part}'`)

  const [, field, sign, wanted] = form
  const read = Object.hasOwn(readers, field!) ? readers[field!] : undefined
  if (!read) throw badRequest(`field label not supported: ${field}`)
  return (object) =>
    (((read as (object: KubeObject) => string | undefined)(object) ?? '') === wanted) !==
    (sign === '!=')
}
