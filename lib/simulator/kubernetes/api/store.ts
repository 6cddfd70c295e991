import { type KubeObject } from '../objects'
import { isSame } from '../json/json'

/** One change of one object. `before` is absent for a creation; for a deletion `object` is what it was last. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly resource: string
  readonly revision: number
  readonly object: KubeObject
  readonly before?: KubeObject
}

export type StoreListener = (event: StoreEvent) => void

interface Shelf {
  readonly objects: Map<string, KubeObject>
  log: StoreEvent[]
  /** History up to this revision is compacted away. */
  forgotten: number
}

const keptEvents = 500

/**
 * etcd's part: objects by resource and key, one revision counter for all, a bounded history for watches and
 * exact lists. Stored objects are never changed in place: a write puts a new one, a reader may keep what it got.
 */
export class Store {
  #revision = 1
  /** Watches reach back to here: what was before is no longer in the API server's cache. */
  #cachedFrom = 0
  readonly #shelves = new Map<string, Shelf>()
  readonly #listeners = new Set<StoreListener>()

  get revision(): number {
    return this.#revision
  }

  get(resource: string, key: string): KubeObject | undefined {
    return this.#shelf(resource).objects.get(key)
  }

  /** In the order of the keys, as etcd lists them. */
  list(resource: string): KubeObject[] {
    return inKeyOrder(this.#shelf(resource).objects)
  }

  /** Creates or replaces. A write that changes nothing keeps the revision and tells nobody. */
  put(resource: string, key: string, object: KubeObject): KubeObject {
    const { objects } = this.#shelf(resource)
    const before = objects.get(key)
    if (before && isSame(before, object)) return before

    const written = withRevision(object, ++this.#revision)
    objects.set(key, written)
    this.#tell({
      type: before ? 'MODIFIED' : 'ADDED',
      resource,
      revision: this.#revision,
      object: written,
      ...(before && { before }),
    })
    return written
  }

  remove(resource: string, key: string): KubeObject | undefined {
    const { objects } = this.#shelf(resource)
    const before = objects.get(key)
    if (!before) return undefined

    objects.delete(key)
    const object = withRevision(before, ++this.#revision)
    this.#tell({ type: 'DELETED', resource, revision: this.#revision, object, before })
    return object
  }

  /** What happened to a resource after a revision; undefined when that is no longer in the watch cache. */
  since(resource: string, revision: number): StoreEvent[] | undefined {
    return revision < this.#cachedFrom ? undefined : this.#history(resource, revision)
  }

  /** The objects as they were at a revision; undefined when that has been compacted away. */
  listAt(resource: string, revision: number): KubeObject[] | undefined {
    const later = this.#history(resource, revision)
    if (!later) return undefined

    const objects = new Map(this.#shelf(resource).objects)
    for (const { object, before } of later.reverse()) {
      if (before) objects.set(keyOf(before), before)
      else objects.delete(keyOf(object))
    }
    return inKeyOrder(objects)
  }

  /** Empties the watch cache, as a restarted API server begins; etcd keeps its own history. */
  emptyWatchCache(): void {
    this.#cachedFrom = this.#revision
  }

  /** Every later change, at once and in order; the answer unsubscribes. */
  subscribe(listener: StoreListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #history(resource: string, revision: number): StoreEvent[] | undefined {
    const { log, forgotten } = this.#shelf(resource)
    return revision < forgotten ? undefined : log.filter((event) => event.revision > revision)
  }

  #tell(event: StoreEvent): void {
    const shelf = this.#shelf(event.resource)
    shelf.log.push(event)
    if (shelf.log.length > keptEvents * 1.25) {
      const dropped = shelf.log.splice(0, shelf.log.length - keptEvents)
      shelf.forgotten = dropped.at(-1)?.revision ?? shelf.forgotten
    }
    for (const listener of [...this.#listeners]) listener(event)
  }

  #shelf(resource: string): Shelf {
    let shelf = this.#shelves.get(resource)
    if (!shelf) this.#shelves.set(resource, (shelf = { objects: new Map(), log: [], forgotten: 0 }))
    return shelf
  }
}

/** `namespace/name`, or the name alone for what belongs to the cluster. */
export const keyOf = ({ metadata }: KubeObject): string =>
  metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`

/** In its place among the metadata, after what names the object: where an older one stands, if there is one. */
function withRevision(object: KubeObject, revision: number): KubeObject {
  if (object.metadata.resourceVersion !== undefined)
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } }
  const { name, generateName, namespace, uid, ...rest } = object.metadata
  const naming = {
    name,
    ...(generateName !== undefined && { generateName }),
    ...(namespace !== undefined && { namespace }),
    ...(uid !== undefined && { uid }),
  }
  return { ...object, metadata: { ...naming, resourceVersion: String(revision), ...rest } }
}

const inKeyOrder = (objects: ReadonlyMap<string, KubeObject>): KubeObject[] =>
  [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object)
