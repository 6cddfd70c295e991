import { type KubeObject } from '../objects'
import { groupVersion, type Resource } from '../resources/resource'
import { type JsonObject } from './json'
import { badRequest } from './status-error'
import { decodingError } from './typed-fields'

/** A body taken as an object of its resource, in its namespace. Throws 400 for what doesn't fit. */
export function decoded<T extends KubeObject>(
  resource: Resource<T>,
  namespace: string | undefined,
  draft: T,
): T {
  const { kind = resource.kind, apiVersion = groupVersion(resource) } = draft as Partial<KubeObject>
  const refuse = (version: string, why: string): Error =>
    badRequest(`${kind} in version "${version}" cannot be handled as a ${resource.kind}: ${why}`)
  if (kind !== resource.kind || apiVersion !== groupVersion(resource)) {
    const why = `no kind "${kind}" is registered for the internal version of group "${resource.group}"`
    throw refuse(apiVersion.split('/').at(-1) ?? '', why)
  }
  const wrong = decodingError(draft as unknown as JsonObject, resource.typedFields)
  if (wrong) throw refuse(resource.version, wrong)

  draft.metadata ??= { name: '' }
  if (resource.namespaced) {
    draft.metadata.namespace ??= namespace ?? 'default'
    if (draft.metadata.namespace !== namespace) throw badRequest(otherNamespace)
  }
  return Object.assign(draft, { kind, apiVersion })
}

const otherNamespace =
  'the namespace of the provided object does not match the namespace sent on the request'
