import { type DeleteOptions } from '../api/deletion'
import { parseFieldSelector } from '../api/field-selector'
import { type JsonObject } from '../api/json'
import { parseLabelSelector } from '../api/label-selector'
import { StatusError } from '../api/status-error'
import { type KubeObject } from '../objects'
import { type Resource } from '../resources/resource'

/** Which objects of a collection are meant: namespace, labels, fields. Throws 400 for selectors it can't read. */
export function filterFor(
  resource: Resource,
  { namespace, name }: { namespace: string | undefined; name?: string | undefined },
  query: URLSearchParams,
): (object: KubeObject) => boolean {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '')
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '', resource.fields)
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    (name === undefined || object.metadata.name === name) &&
    labels(object.metadata.labels ?? {}) &&
    fields(object)
}

/** A query's resourceVersion as a number; undefined when absent. Throws 500 for text, as the real server does. */
export function revisionIn(query: URLSearchParams): number | undefined {
  const text = query.get('resourceVersion')
  if (text === null || text === '') return undefined
  if (/^\d+$/.test(text)) return Number(text)
  throw new StatusError(
    500,
    undefined,
    `resourceVersion: Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`,
  )
}

export const isDryRun = (query: URLSearchParams): boolean => query.get('dryRun') === 'All'

export const isTrue = (query: URLSearchParams, name: string): boolean =>
  ['true', '1', ''].includes(query.get(name) ?? 'false')

/** Options of a DELETE: the body's, or the query's. */
export function deleteOptions(query: URLSearchParams, body: JsonObject): DeleteOptions {
  const grace = query.get('gracePeriodSeconds')
  const policy = query.get('propagationPolicy')
  return {
    ...(grace !== null && { gracePeriodSeconds: Number(grace) }),
    ...(policy !== null && { propagationPolicy: policy }),
    ...(body as DeleteOptions),
    dryRun: isDryRun(query) || (Array.isArray(body.dryRun) && body.dryRun.includes('All')),
  }
}
