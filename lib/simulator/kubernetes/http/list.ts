import { posix } from 'node:path'
import { jsonMistake } from '../json/json-mistake'
import { badRequest, StatusError } from '../api/status-error'
import { keyOf, type Store } from '../api/store'
import { type KubeObject } from '../objects'
import { groupVersion, type Resource, shown } from '../resources/resource'
import { integerIn, revisionIn } from './query'
import { insistOnListOptions } from './request-options'

/** A page of a collection, and what the list's metadata says about it. */
export interface Page {
  readonly items: readonly KubeObject[]
  readonly metadata: { resourceVersion?: string; continue?: string; remainingItemCount?: number }
}

/** Which objects of a kind are meant. */
interface Selection {
  readonly namespace: string | undefined
  readonly filter: (object: KubeObject) => boolean
}

/** Lists in the order of the keys, at the revision asked for, `limit` at a time. Throws 410 and 504. */
export function pageOf(
  store: Store,
  resource: Resource,
  { namespace, filter }: Selection,
  query: URLSearchParams,
): Page {
  insistOnListOptions(query)
  const token = readToken(query.get('continue'))
  const exact = exactRevision(query)
  const asked = revisionIn(query)
  if (token && asked)
    throw badRequest('specifying resource version is not allowed when using continue')
  const limit = limitIn(query, token, asked)
  integerIn(query, 'timeoutSeconds')
  const revision = continued(token) ?? exact ?? store.revision
  if (token ?? exact) insistOnPast(revision, store.revision)
  insistOnPresent(asked ?? 0, store.revision)

  const all = store.listAt(resource.plural, revision)
  if (!all) throw compacted(token)
  const rest = all
    .map((kept) => shown(resource, kept))
    .filter((object) => isAmong(object, namespace) && !(token && keyOf(object) < token.start))
  const matching = rest.filter(filter)
  const items = limit > 0 ? matching.slice(0, limit) : matching
  const left =
    limit > 0 && items.length === limit ? rest.length - rest.indexOf(items.at(-1)!) - 1 : 0
  const selective = Boolean(query.get('labelSelector') ?? query.get('fieldSelector'))
  return {
    items,
    metadata: {
      resourceVersion: String(revision),
      ...(left > 0 && { continue: tokenFor(`${keyOf(items.at(-1)!)}\0`, revision) }),
      ...(left > 0 && !selective && { remainingItemCount: left }),
    },
  }
}

/** What the cache has (`0`) is told whole, but not from the middle on. */
function limitIn(
  query: URLSearchParams,
  token: Token | undefined,
  revision: number | undefined,
): number {
  const limit = integerIn(query, 'limit') ?? 0
  return revision === 0 && !token ? 0 : limit
}

/** Where a list goes on; where that is no longer known, as it is now. */
const continued = (token: Token | undefined): number | undefined =>
  token && token.rv > 0 ? token.rv : undefined

const isAmong = ({ metadata }: KubeObject, namespace: string | undefined): boolean =>
  namespace === undefined || metadata.namespace === namespace

/** Items of a list don't repeat their kind. */
export const listOf = (resource: Resource, { items, metadata }: Page): object => ({
  kind: `${resource.kind}List`,
  apiVersion: groupVersion(resource),
  metadata,
  items: items.map(({ kind: _, apiVersion: __, ...rest }) => rest),
})

/** With a limit a revision is meant exactly, too, unless it is the cache's (`0`). */
function exactRevision(query: URLSearchParams): number | undefined {
  const match = query.get('resourceVersionMatch')
  const limited = !match && (integerIn(query, 'limit') ?? 0) > 0 && !isForOne(query)
  if (match !== 'Exact' && !limited) return undefined
  return revisionIn(query, (why) => badRequest(`invalid resource version: ${why}`)) || undefined
}

/** Who asks for one name gets what is there now. */
const isForOne = (query: URLSearchParams): boolean =>
  /(^|,)metadata\.name=/.test(query.get('fieldSelector') ?? '')

/** Throws 500, as etcd does, for an exact revision that is not there yet. */
function insistOnPast(asked: number, current: number): void {
  if (asked > current)
    throw new StatusError(
      500,
      undefined,
      'etcdserver: mvcc: required revision is a future revision',
    )
}

/** Throws 504 for a revision that is not there yet. */
export function insistOnPresent(asked: number, current: number): void {
  if (asked <= current) return
  throw new StatusError(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${asked}, current: ${current}`,
    {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  )
}

interface Token {
  v: 'meta.k8s.io/v1'
  rv: number
  start: string
}

const tokenFor = (start: string, rv: number): string => {
  const token: Token = { v: 'meta.k8s.io/v1', rv, start }
  return Buffer.from(JSON.stringify(token)).toString('base64url')
}

function readToken(text: string | null): Token | undefined {
  if (!text) return undefined
  const refuse = (why: string): Error =>
    badRequest(`invalid continue token: continue key is not valid: ${why}`)
  const strange = text.search(/[^\w-]/)
  if (strange < 0 && text.length % 4 === 1)
    throw refuse(`illegal base64 data at input byte ${text.length - 1}`)
  if (strange >= 0) throw refuse(`illegal base64 data at input byte ${strange}`)
  const json = Buffer.from(text, 'base64url').toString()
  let token: Token
  try {
    token = JSON.parse(json) as Token
  } catch {
    throw refuse(jsonMistake(json))
  }
  const { v = '', rv, start } = token
  if (v !== 'meta.k8s.io/v1')
    throw refuse(`server does not recognize this encoded version ${JSON.stringify(v)}`)
  if (!rv) throw refuse(`incorrect encoded start resourceVersion (version ${v})`)
  if (!start) throw refuse(`encoded start key empty (version ${v})`)
  if (posix.normalize(`/${start}`) !== `/${start}`) throw refuse(start)
  return token
}

/** The state asked for is no longer known; with a token the rest can be had as it is now. */
function compacted(token: Token | undefined): StatusError {
  if (!token)
    return new StatusError(410, 'Expired', 'The resourceVersion for the provided list is too old.')
  const why =
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.'
  return new StatusError(410, 'Expired', why, undefined, {
    continue: tokenFor(token.start, -1),
  })
}
