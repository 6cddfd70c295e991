import { expired, StatusError } from '../api/status-error'
import { keyOf, type Store } from '../api/store'
import { type KubeObject } from '../objects'
import { groupVersion, type Resource } from '../resources/resource'
import { revisionIn } from './query'

/** A page of a collection, and what the list's metadata says about it. */
export interface Page {
  readonly items: readonly KubeObject[]
  readonly metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number }
}

/** Lists in the order of the keys, at the revision asked for, `limit` at a time. Throws 410 and 504. */
export function pageOf(
  store: Store,
  resource: Resource,
  filter: (object: KubeObject) => boolean,
  query: URLSearchParams,
): Page {
  const token = readToken(query.get('continue'))
  const revision = token?.rv ?? exactRevision(query) ?? store.revision
  insistOnPresent(revision, store.revision)
  insistOnPresent(revisionIn(query) ?? 0, store.revision)

  const all = store.listAt(resource.plural, revision)
  if (!all) throw expired(revision, store.revision)
  const matching = all.filter(filter)
  const rest = token ? matching.filter((object) => keyOf(object) >= token.start) : matching
  const limit = Number(query.get('limit') ?? 0)
  const items = limit > 0 ? rest.slice(0, limit) : rest
  const left = rest.length - items.length
  return {
    items,
    metadata: {
      resourceVersion: String(revision),
      ...(left > 0 && { continue: tokenAfter(items.at(-1)!, revision) }),
      ...(left > 0 &&
        !query.get('labelSelector') &&
        !query.get('fieldSelector') && { remainingItemCount: left }),
    },
  }
}

/** Items of a list don't repeat their kind. */
export const listOf = (resource: Resource, { items, metadata }: Page): object => ({
  kind: `${resource.kind}List`,
  apiVersion: groupVersion(resource),
  metadata,
  items: items.map(({ kind: _, apiVersion: __, ...rest }) => rest),
})

const exactRevision = (query: URLSearchParams): number | undefined =>
  query.get('resourceVersionMatch') === 'Exact' ? revisionIn(query) : undefined

function insistOnPresent(asked: number, current: number): void {
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

const tokenAfter = (last: KubeObject, rv: number): string => {
  const token: Token = { v: 'meta.k8s.io/v1', rv, start: `${keyOf(last)}\0` }
  return Buffer.from(JSON.stringify(token)).toString('base64url')
}

function readToken(text: string | null): Token | undefined {
  if (!text) return undefined
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Token
  } catch {
    throw new StatusError(400, 'BadRequest', 'continue key is not valid: invalid character')
  }
}
