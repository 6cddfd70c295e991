import { type Json, type JsonObject, isJsonObject } from '../api/json'

/** Where in an object: `f:spec`, `k:{"name":"c"}`, `v:"finalizer"`, one element for each step. */
export type Path = readonly string[]

/** A set of fields, as managedFields keep it: a field and what is in it are members apart. */
export class FieldSet {
  readonly #paths = new Map<string, Path>()

  static of(paths: Iterable<Path>): FieldSet {
    const set = new FieldSet()
    for (const path of paths) set.add(path)
    return set
  }

  /** Reads `fieldsV1`. */
  static read(json: JsonObject, at: Path = []): FieldSet {
    const set = new FieldSet()
    const walk = (node: JsonObject, path: Path): void => {
      const keys = Object.keys(node)
      if (keys.length === 0 && path.length > 0) set.add(path)
      for (const key of keys) {
        if (key === '.') set.add(path)
        else if (isJsonObject(node[key])) walk(node[key], [...path, key])
      }
    }
    walk(json, at)
    return set
  }

  get size(): number {
    return this.#paths.size
  }

  get paths(): Path[] {
    return [...this.#paths.values()]
  }

  add(path: Path): void {
    this.#paths.set(path.join('\0'), path)
  }

  has(path: Path): boolean {
    return this.#paths.has(path.join('\0'))
  }

  union(...others: readonly FieldSet[]): FieldSet {
    return FieldSet.of([this, ...others].flatMap((set) => set.paths))
  }

  minus(other: FieldSet): FieldSet {
    return FieldSet.of(this.paths.filter((path) => !other.has(path)))
  }

  and(other: FieldSet): FieldSet {
    return FieldSet.of(this.paths.filter((path) => other.has(path)))
  }

  /** Without these fields and all that is in them. */
  without(roots: readonly Path[]): FieldSet {
    const isIn = (path: Path, root: Path): boolean => root.every((step, at) => path[at] === step)
    return FieldSet.of(this.paths.filter((path) => !roots.some((root) => isIn(path, root))))
  }

  /** As `fieldsV1`. */
  write(): JsonObject {
    const root: JsonObject = {}
    for (const path of this.paths) {
      const node = path.reduce<JsonObject>(
        (parent, step) => (parent[step] ??= {}) as JsonObject,
        root,
      )
      node['.'] = {}
    }
    return tidied(root) as JsonObject
  }
}

/** Keys in order, and `.` only where it says something: a leaf is a member anyway. */
function tidied(node: Json): Json {
  if (!isJsonObject(node)) return node
  const keys = Object.keys(node).sort()
  if (keys.length === 1 && keys[0] === '.') return {}
  return Object.fromEntries(keys.map((key) => [key, tidied(node[key]!)]))
}
