import { isServedKind } from '../../discovery/served-kinds'
import { type KubeObject, type ObjectMeta } from '../../objects'
import { groupVersion, type Resource } from '../../resources/resource'
import { fits } from '../../schema/fits'
import { decoderComplaint } from '../../schema/go-decoder'
import { has } from '../../release/changes'
import { forgetLaterFields } from '../../schema/later-fields'
import { structOf } from '../../schema/go-types'
import { messageNameOf } from '../../schema/schema'
import { type JsonObject } from '../../json/json'
import { badRequest, StatusError } from '../status-error'
import { checkFields, type FieldCheck, refusedPatch } from './strict-decoding'

/** How a body came: what controllers write has the right types and no field to misspell. */
export interface Sent {
  /** A client's JSON, as it is quoted to it. */
  readonly text?: string | undefined
  readonly fields?: FieldCheck | undefined
  /** Of what a patch has made: how it is refused. */
  readonly refusal?: ((why: string) => Error) | undefined
}

/** A body taken as an object of its resource, in its namespace. Throws 400 for what doesn't fit, or `fields` refuses. */
export function decoded<T extends KubeObject>(
  resource: Resource<T>,
  { namespace, name }: { namespace?: string | undefined; name?: string },
  draft: T,
  { text, fields, refusal, minor }: Sent & { readonly minor: number },
): T {
  const { kind = resource.kind, apiVersion = groupVersion(resource) } = draft as Partial<KubeObject>
  const refuse = (version: string, why: string): Error =>
    refusal?.(why) ??
    badRequest(`${kind} in version "${version}" cannot be handled as a ${resource.kind}: ${why}`)
  if (kind !== resource.kind || apiVersion !== groupVersion(resource)) {
    const version = apiVersion.split('/').at(-1) ?? ''
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : ''
    if (!isServedKind(group, version, kind) && !isOutdated(apiVersion, kind))
      throw refuse(
        version,
        `no kind "${kind}" is registered for version "${apiVersion}" in scheme "${scheme}"`,
      )
    if (apiVersion !== groupVersion(resource))
      throw badRequest(
        `the API version in the data (${apiVersion}) does not match the expected API version (${groupVersion(resource)})`,
      )
    const inner = resource.group.split('.')[0] || 'core'
    throw refuse(
      version,
      `converting (${version}.${kind}) to (${inner}.${resource.kind}): unknown conversion`,
    )
  }
  const schema = messageNameOf(resource.group, resource.kind)
  const struct = structOf(schema)
  if (text !== undefined && struct && !fits(draft as unknown as JsonObject, struct))
    throw refuse(resource.version, decoderComplaint(text, struct))
  checkFields(schema, draft as unknown as JsonObject, fields, (why) =>
    refuse(resource.version, why),
  )
  forgetLaterFields(draft as unknown as JsonObject, schema, minor, 'since')

  draft.metadata ??= { name: '' }
  if (!resource.namespaced) delete draft.metadata.namespace
  else draft.metadata.namespace ||= namespace ?? 'default'
  insistOnPlace(resource, draft, { namespace, name }, minor)
  return Object.assign(draft, { kind, apiVersion })
}

/** Throws 400 for an object that is not the one that the URL names; a new one has no name there. */
export function insistOnPlace(
  resource: Pick<Resource, 'namespaced'>,
  object: KubeObject,
  { namespace, name }: { namespace?: string | undefined; name?: string | undefined },
  minor: number,
): void {
  if (name !== undefined) insistOnName(object, name)
  const given = object.metadata.namespace
  if (resource.namespaced && given && given !== namespace)
    throw badRequest(
      name === undefined || has('namespacesAreComparedOnce', minor)
        ? otherNamespace
        : changedNamespace(given, namespace),
    )
}

function insistOnName({ metadata }: KubeObject, name: string): void {
  if (!metadata.name)
    throw badRequest(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    )
  if (metadata.name !== name)
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    )
}

const changedNamespace = (given: string, namespace = ''): string =>
  `the namespace of the object (${given}) does not match the namespace on the request (${namespace})`

/** Versions that are no longer served, though the server still knows their kinds. */
const outdated = ['apps/v1beta1', 'apps/v1beta2', 'extensions/v1beta1']
const isOutdated = (apiVersion: string, kind: string): boolean =>
  outdated.includes(apiVersion) &&
  (kind === 'Deployment' || (kind === 'DaemonSet' && apiVersion !== 'apps/v1beta1'))

/** Where the real server's source has the list of its kinds. */
const scheme = 'k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30'

const otherNamespace =
  'the namespace of the provided object does not match the namespace sent on the request'

/** Throws 422 in the server's words for an object whose fields a patch has given a wrong type. */
export function insistOnDecodable(object: JsonObject, kind: string): void {
  const struct = structOf(kind)
  if (!struct || fits(object, struct)) return
  const text = JSON.stringify(object)
  throw refusedPatch(text, decoderComplaint(text, struct))
}

/** What a client says of how its object came about, or how it ends, is nothing to the server. */
export function forgetThePast(metadata: ObjectMeta & { selfLink?: string }): void {
  delete metadata.selfLink
  delete metadata.deletionTimestamp
  delete metadata.deletionGracePeriodSeconds
}

/** Throws 500, as the storage does, for an object that has been stored before. */
export function insistOnNew({ metadata: { resourceVersion } }: KubeObject): void {
  if (!resourceVersion || resourceVersion === '0') return
  const why = 'resourceVersion should not be set on objects to be created'
  throw new StatusError(500, undefined, why)
}
