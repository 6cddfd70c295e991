import { type IncomingMessage } from 'node:http'
import { patchTypes } from '../api/patching/patch'
import { methodNotAllowed, type Status } from '../api/status-error'
import { type KubeObject } from '../objects'
import { type Resource } from '../resources/resource'
import { type Answer, ok } from './answer'
import { type ApiContext } from './api-context'
import { type WriteOptions } from '../api/write-options'
import { managerOf, type Identity } from './access/identity'
import { dressedObject, dressedPage, formsOf } from './dressing'
import { fieldCheckOf } from './field-validation'
import { insistOnPresent, type Page, pageOf } from './list'
import { dressFor, insistOnAcceptable } from './negotiation'
import { filterFor, insistOnNoExport, integerIn, isTrue, revisionIn } from './query'
import { bodyText, patchTypeOf, sentObject } from './request-body'
import { sentDeleteOptions } from './sent-delete-options'
import { isDryRun } from './request-options'
import { reviews } from './access/review-access'
import { type ResourceRoute } from './route'
import { answerSubresource, isObjectView } from './subresources'

/** Everything about one request for a resource. */
export interface ResourceRequest {
  readonly context: ApiContext
  readonly identity: Identity
  readonly route: ResourceRoute
  readonly request: IncomingMessage
  readonly query: URLSearchParams
  /** Tells the client, whatever becomes of its request. */
  readonly warn: (text: string) => void
}

/** Answers a request for a resource that is no watch; undefined: another protocol is spoken now. Throws StatusError. */
export async function answerResource(asked: ResourceRequest): Promise<Answer | undefined> {
  const { context, route, request } = asked
  const { minor } = context.release
  if (route.subresource && !isObjectView(route.subresource)) return answerSubresource(asked)
  insistOnAcceptable(request, minor)
  dressFor(request, formsOf(asked))
  switch (request.method) {
    case 'GET':
      return read(asked)
    case 'POST':
      return create(asked)
    case 'PUT':
      return replace(asked)
    case 'PATCH':
      return patch(asked)
    case 'DELETE':
      return route.name ? deleteOne(asked) : deleteCollection(asked)
    default:
      throw methodNotAllowed()
  }
}

function read(asked: ResourceRequest): Answer {
  const { context, route, query } = asked
  const { resource, name } = route
  const { api } = context
  insistOnNoExport(query, context.release.minor)
  if (resource.foundOut) return ok(foundOut(asked, resource.foundOut))
  if (!name) return ok(dressedPage(asked, pageAskedFor(asked)))
  insistOnPresent(revisionIn(query) ?? 0, api.store.revision)
  return ok(dressedObject(asked, api.get(resource, { ...route, name })))
}

/** Of what is kept nowhere: all of it at once, or one. */
function foundOut(
  asked: ResourceRequest,
  { all, absence }: NonNullable<Resource['foundOut']>,
): object {
  const { context, route, query } = asked
  const { resource, name } = route
  const { minor } = context.release
  if (name === undefined) {
    integerIn(query, 'limit')
    const items = all(minor).filter(filterFor(resource, route, query, minor))
    return dressedPage(asked, { items, metadata: {} })
  }
  const found = all(minor).find(({ metadata }) => metadata.name === name)
  if (!found) throw absence(name)
  return dressedObject(asked, found)
}

async function create(asked: ResourceRequest): Promise<Answer> {
  const { context, identity, route, request } = asked
  const { resource, namespace } = route
  const { object, text } = await sentObject(request, resource.kind)
  const body = object as unknown as KubeObject
  const review = reviews[resource.kind]
  if (review) return { status: 201, body: review(body, identity, context.access) }

  const options = writeOptions(asked, 'CreateOptions')
  const created = context.api.create(resource, namespace, body, { ...options, text })
  return { status: 201, body: dressedObject(asked, created) }
}

async function replace(asked: ResourceRequest): Promise<Answer> {
  const { context, route, request } = asked
  const { resource } = route
  const { object, text } = await sentObject(request, resource.kind)
  const body = object as unknown as KubeObject
  const options = writeOptions(asked, 'UpdateOptions')
  const updated = context.api.update(resource, placeOf(route), body, { ...options, text })
  return ok(dressedObject(asked, updated))
}

async function patch(asked: ResourceRequest): Promise<Answer> {
  const { context, route, request, query } = asked
  const mediaType = patchTypeOf(request)
  const change = { body: await bodyText(request), mediaType, force: isTrue(query, 'force') }
  const options = writeOptions(asked, 'PatchOptions', mediaType === patchTypes.apply)
  const place = placeOf(route)
  const isNew = context.api.find(route.resource, place) === undefined
  const patched = context.api.patch(route.resource, place, change, options)
  return { status: isNew ? 201 : 200, body: dressedObject(asked, patched) }
}

async function deleteOne(asked: ResourceRequest): Promise<Answer> {
  const { context, route, request, query } = asked
  const { resource } = route
  const options = await sentDeleteOptions(request, query, false)
  const { object, gone } = context.api.delete(resource, placeOf(route), options)
  const answersObject = resource.deletedObjectAnswered || !gone
  return {
    status: !gone && options.orphanDependents === false ? 202 : 200,
    body: answersObject ? dressedObject(asked, object) : deleted(resource, object),
  }
}

async function deleteCollection(asked: ResourceRequest): Promise<Answer> {
  const { context, route, request, query } = asked
  const { resource } = route
  const options = await sentDeleteOptions(request, query, true)
  const page = pageAskedFor(asked)
  for (const { metadata } of page.items) context.api.delete(resource, metadata, options)
  return ok(dressedPage(asked, page))
}

function pageAskedFor({ context, route, query }: ResourceRequest): Page {
  const { resource, namespace } = route
  const filter = filterFor(resource, route, query, context.release.minor)
  return pageOf(context.api.store, resource, { namespace, filter }, query)
}

const deleted = ({ group, plural }: Resource, { metadata }: KubeObject): Status => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details: {
    name: metadata.name,
    ...(group && { group }),
    kind: plural,
    ...(metadata.uid && { uid: metadata.uid }),
  },
})

function placeOf(route: ResourceRoute): { namespace: string | undefined; name: string } {
  if (!route.name) throw methodNotAllowed()
  return { namespace: route.namespace, name: route.name }
}

/** How a request wants something written. Throws 422. */
function writeOptions(
  { context, identity, route, request, query, warn }: ResourceRequest,
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  isApply = false,
): WriteOptions {
  return {
    dryRun: isDryRun(query, kind, isApply),
    subresource: partOf(route.subresource),
    manager: managerOf(request),
    user: identity.user,
    groups: identity.groups,
    fields: fieldCheckOf(query, context.release.minor, kind, warn),
    warn,
  }
}

/** Which part of an object a request writes; a CSR's approval is in its status. */
function partOf(subresource: string | undefined): WriteOptions['subresource'] {
  if (subresource === undefined || subresource === 'finalize') return subresource
  return 'status'
}
