import { goJson } from '../../go/json-text'
import { type SimulatedClock } from '../../time/clock'
import { expired } from '../api/status-error'
import { type Store, type StoreEvent } from '../api/store'
import { type KubeObject } from '../objects'
import { groupVersion, type Resource, shown } from '../resources/resource'
import { metadataOnly, type RowObject, tableOf } from '../table/table'
import { encodedEvent, lineOf } from './encoded'
import { type LineStream } from './line-stream'
import { type Dress } from './negotiation'

export interface WatchOptions {
  readonly resource: Resource
  readonly filter: (object: KubeObject) => boolean
  /** Where to begin; undefined or 0: with what is there now, as ADDED. */
  readonly revision: number | undefined
  readonly bookmarks: boolean
  /** The server hears from etcd how far it is; before 1.21 it knows only the changes of a kind since a watch began. */
  readonly hearsProgress: boolean
  /** Wall seconds until the stream ends by itself. */
  readonly timeoutSeconds: number
  readonly dress: Dress
  /** What the rows of tables hold of their objects. */
  readonly rowObject: RowObject
  /** Of the server. */
  readonly minor: number
}

interface WatchEvent {
  readonly type: string
  readonly object: KubeObject
}

const bookmarkEveryMs = 60_000
/** A last bookmark comes so long before a watch ends, and none at all in a shorter one (cacher.go, nextBookmarkTime). */
const lastBookmarkMs = 2_000

/** Streams changes as lines of JSON until the time is over or the client leaves. */
export function streamWatch(
  store: Store,
  clock: SimulatedClock,
  lines: LineStream,
  options: WatchOptions,
): void {
  const { resource, filter, revision, bookmarks, timeoutSeconds, dress, rowObject, minor } = options
  let first = true
  let newest: number | undefined
  const write = (event: StoreEvent): void => {
    const seen = asSeen(inForm(event, resource), filter)
    if (seen) send(seen)
  }
  const send = ({ type, object }: WatchEvent): void => {
    lines.write(
      dress.form === 'objects'
        ? encodedEvent(type, object)
        : lineOf(
            type,
            goJson(dressed(resource, object, dress, { rowObject, minor }, clock.now(), first)),
          ),
    )
    first = false
  }
  const backlog = revision ? store.since(resource.plural, revision) : present(store, resource)
  if (!backlog) {
    const error = expired(revision ?? 0, store.revision)
    lines.write(lineOf('ERROR', goJson(error.body)))
    return lines.end()
  }
  for (const event of backlog) write(event)

  // A watch from a future revision stays silent until the store has caught up with it.
  const unsubscribe = store.subscribe((event) => {
    if (event.resource !== resource.plural || event.revision <= (revision ?? 0)) return
    newest = event.revision
    write(event)
  })
  const bookmark = (): void => {
    const reached = options.hearsProgress ? store.revision : newest
    if (reached !== undefined) send({ type: 'BOOKMARK', object: bookmarkOf(resource, reached) })
  }
  const endsInMs = timeoutSeconds * 1000
  const marking =
    bookmarks && endsInMs > lastBookmarkMs
      ? [setInterval(bookmark, bookmarkEveryMs), setTimeout(bookmark, endsInMs - lastBookmarkMs)]
      : []
  const ending = setTimeout(() => lines.end(), endsInMs)
  lines.onClosed(() => {
    unsubscribe()
    for (const timer of [...marking, ending]) clearTimeout(timer)
  })
}

const present = (store: Store, resource: Resource): StoreEvent[] =>
  store.list(resource.plural).map((object) => ({
    type: 'ADDED',
    resource: resource.plural,
    revision: store.revision,
    object,
  }))

/** Nothing is made anew for those who watch what is kept as it is. */
const inForm = (event: StoreEvent, resource: Resource): StoreEvent =>
  resource.form
    ? {
        ...event,
        object: shown(resource, event.object),
        ...(event.before && { before: shown(resource, event.before) }),
      }
    : event

/** How a watcher with a selector sees a change, if at all: entering the selection is ADDED, leaving it DELETED. */
function asSeen(
  { type, object, before }: StoreEvent,
  filter: (object: KubeObject) => boolean,
): WatchEvent | undefined {
  const was = before !== undefined && filter(before)
  const is = type !== 'DELETED' && filter(object)
  if (is) return { type: was ? 'MODIFIED' : 'ADDED', object }
  if (!was) return undefined
  if (type === 'DELETED') return { type, object }
  const { resourceVersion } = object.metadata
  return {
    type: 'DELETED',
    object: {
      ...before,
      metadata: { ...before.metadata, ...(resourceVersion && { resourceVersion }) },
    },
  }
}

const bookmarkOf = (resource: Resource, revision: number): KubeObject =>
  ({
    kind: resource.kind,
    apiVersion: groupVersion(resource),
    metadata: { resourceVersion: String(revision), creationTimestamp: null },
  }) as unknown as KubeObject

function dressed(
  resource: Resource,
  object: KubeObject,
  { form, version }: Dress,
  rows: { readonly rowObject: RowObject; readonly minor: number },
  now: number,
  first: boolean,
): object {
  if (form === 'metadata') return metadataOnly(object, version)
  if (object.metadata.name === undefined) return object
  const { resourceVersion = '' } = object.metadata
  const table = tableOf(resource, [object], { resourceVersion }, now, { ...rows, version })
  return first ? table : { ...table, columnDefinitions: null }
}
