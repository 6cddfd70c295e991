import { StatusError } from '../api/status-error'
import { type KubeObject } from '../objects'
import { has } from '../release/changes'
import { metadataOnly, tableOf } from '../table/table'
import { listOf, type Page } from './list'
import { type Dress, dressFor } from './negotiation'
import { rowObjectIn } from './query'
import { type ResourceRequest } from './resource-request'

/** How an answer can be told: not all that there is has a table. */
export const formsOf = ({ context, route }: ResourceRequest): readonly Dress['form'][] =>
  !route.subresource || has('statusHasTable', context.release.minor)
    ? ['objects', 'table', 'metadata']
    : ['objects', 'metadata']

/** One object in the form that the client asked for. Throws 406 for the forms of lists. */
export function dressedObject(asked: ResourceRequest, object: KubeObject): object {
  const { resource } = asked.route
  const { form, version, kind } = dressFor(asked.request, formsOf(asked))
  if (form === 'objects') return object
  if (form === 'table') {
    const { resourceVersion = '' } = object.metadata
    return table(asked, [object], { resourceVersion }, version)
  }
  if (kind === 'PartialObjectMetadataList')
    throw notThat(kind, `not a list (*${innerName(resource)})`)
  return metadataOnly(object, version)
}

/** A page of a collection in the form that the client asked for. Throws 406 for those of single objects. */
export function dressedPage(asked: ResourceRequest, page: Page): object {
  const { resource } = asked.route
  const { form, version, kind } = dressFor(asked.request, formsOf(asked))
  if (form === 'objects') return listOf(resource, page)
  if (form === 'table') return table(asked, page.items, page.metadata, version)
  if (kind === 'PartialObjectMetadata') throw notThat(kind, `a list (*${innerName(resource)}List)`)
  return {
    kind: 'PartialObjectMetadataList',
    apiVersion: `meta.k8s.io/${version}`,
    metadata: page.metadata,
    items: page.items.map((item) => metadataOnly(item, version)),
  }
}

function table(
  { context, route, query }: ResourceRequest,
  objects: readonly KubeObject[],
  metadata: Page['metadata'] | { resourceVersion: string },
  version: string,
): object {
  const { minor } = context.release
  const form = { rowObject: rowObjectIn(query), version, minor }
  return tableOf(route.resource, objects, metadata, context.clock.now(), form)
}

const notThat = (kind: string, what: string): StatusError =>
  new StatusError(
    406,
    'NotAcceptable',
    `you requested ${kind}, but the requested object is ${what}`,
  )

/** As the server's own source calls what it keeps. */
const innerName = ({ group, kind }: { group: string; kind: string }): string =>
  `${group.split('.')[0] || 'core'}.${kind}`
