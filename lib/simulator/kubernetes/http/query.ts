import { parseFieldSelector } from '../api/selectors/field-selector'
import { parseLabelSelector } from '../api/selectors/label-selector'
import { badRequest, StatusError } from '../api/status-error'
import { type KubeObject } from '../objects'
import { has } from '../release/changes'
import { type Resource } from '../resources/resource'
import { type RowObject } from '../table/table'

/** Which objects of a collection are meant: namespace, labels, fields. Throws 400 for selectors it can't read. */
export function filterFor(
  resource: Resource,
  { namespace, name }: { namespace: string | undefined; name?: string | undefined },
  query: URLSearchParams,
  minor: number,
): (object: KubeObject) => boolean {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '', minor)
  const fields = parseFieldSelector(
    query.get('fieldSelector') ?? '',
    resource.fields,
    resource.fieldRefusal,
  )
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (name === undefined || object.metadata.name === name) &&
    labels(object.metadata.labels ?? {}) &&
    fields(object)
}

/** Throws 400 for a wish that had been deprecated for long. */
export function insistOnNoExport(query: URLSearchParams, minor: number): void {
  if (has('exportIsRefused', minor) && isTrue(query, 'export'))
    throw badRequest('the export parameter, deprecated since v1.14, is no longer supported')
}

/** A query's resourceVersion as a number; undefined when absent. Throws 500 for text, as the real server does, or what is given. */
export function revisionIn(
  query: URLSearchParams,
  refusal = (why: string): Error => new StatusError(500, undefined, why),
): number | undefined {
  const text = query.get('resourceVersion')
  if (text === null || text === '') return undefined
  if (/^\d+$/.test(text)) return Number(text)
  throw refusal(
    `resourceVersion: Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`,
  )
}

/** A whole number; undefined when absent. Throws 400. */
export function integerIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const refusal = (why: string): Error => badRequest(`strconv.ParseInt: parsing "${text}": ${why}`)
  if (!/^[-+]?\d+$/.test(text)) throw refusal('invalid syntax')
  const number = BigInt(text.replace('+', ''))
  if (BigInt.asIntN(64, number) !== number) throw refusal('value out of range')
  return Number(text)
}

/** Whatever isn't `0` or `false` is true, to the server. */
export function isTrue(query: URLSearchParams, name: string): boolean {
  const value = query.get(name)
  return value !== null && !['0', 'false'].includes(value.toLowerCase())
}

/** What a table's rows shall hold of their objects. Throws 400. */
export function rowObjectIn(query: URLSearchParams): RowObject {
  const asked = query.get('includeObject') || 'Metadata'
  if (asked === 'None' || asked === 'Metadata' || asked === 'Object') return asked
  const why = `includeObject: Invalid value: ${JSON.stringify(asked)}: must be 'Metadata', 'Object', 'None', or empty`
  throw badRequest(`Unable to convert to Table as requested: ${why}`)
}
