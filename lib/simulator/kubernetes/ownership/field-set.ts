import { Recent } from '../../cache/recent'
import { type Json, type JsonObject, isJsonObject } from '../json/json'

/** Where in an object: `f:spec`, `k:{"name":"c"}`, `v:"finalizer"`, one element for each step. */
export type Path = readonly string[]

/**
 * A set of fields, as managedFields keep it: a field and what is in it are members apart. Once made it is not added to: what
 * changes nothing of a set answers the set itself, and what it was written as is read as the same set.
 */
export class FieldSet {
  /** Of what is written, that is; not of all that the history of changes still keeps. */
  static readonly #written = new Recent<JsonObject, FieldSet>(200)

  readonly #paths = new Map<string, Path>()
  #json: JsonObject | undefined

  static of(paths: Iterable<Path>): FieldSet {
    const set = new FieldSet()
    for (const path of paths) set.add(path)
    return set
  }

  /** Reads `fieldsV1`. */
  static read(json: JsonObject): FieldSet {
    const written = FieldSet.#written.get(json)
    if (written) return written
    const set = new FieldSet()
    const walk = (node: JsonObject, path: Path): void => {
      const keys = Object.keys(node)
      if (keys.length === 0 && path.length > 0) set.add(path)
      for (const key of keys) {
        if (key === '.') set.add(path)
        else if (isJsonObject(node[key])) walk(node[key], [...path, key])
      }
    }
    walk(json, [])
    return set
  }

  /** Those in which no other is. */
  get leaves(): Path[] {
    const inner = new Set<string>()
    for (const path of this.paths)
      for (let length = 1; length < path.length; length++)
        inner.add(path.slice(0, length).join('\0'))
    return this.paths.filter((path) => !inner.has(path.join('\0')))
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
    const adding = others.filter((other) => other.minus(this).size > 0)
    return adding.length === 0 ? this : FieldSet.of([this, ...adding].flatMap((set) => set.paths))
  }

  minus(other: FieldSet): FieldSet {
    return this.#only((_, key) => !other.#paths.has(key))
  }

  and(other: FieldSet): FieldSet {
    return this.#only((_, key) => other.#paths.has(key))
  }

  /** Without these fields and all that is in them. */
  without(roots: readonly Path[]): FieldSet {
    const isIn = (path: Path, root: Path): boolean => root.every((step, at) => path[at] === step)
    return this.#only((path) => !roots.some((root) => isIn(path, root)))
  }

  #only(isKept: (path: Path, key: string) => boolean): FieldSet {
    const kept: Path[] = []
    for (const [key, path] of this.#paths) if (isKept(path, key)) kept.push(path)
    return kept.length === this.size ? this : FieldSet.of(kept)
  }

  /** As `fieldsV1`. */
  write(): JsonObject {
    if (!this.#json) {
      this.#json = jsonOf(this.paths)
      FieldSet.#written.keep(this.#json, this)
    }
    return this.#json
  }
}

function jsonOf(paths: readonly Path[]): JsonObject {
  const root: JsonObject = {}
  for (const path of paths) {
    const node = path.reduce<JsonObject>(
      (parent, step) => (parent[step] ??= {}) as JsonObject,
      root,
    )
    node['.'] = {}
  }
  return tidied(root) as JsonObject
}

/** Keys in order, and `.` only where it says something: a leaf is a member anyway. */
function tidied(node: Json): Json {
  if (!isJsonObject(node)) return node
  const keys = Object.keys(node).sort()
  if (keys.length === 1 && keys[0] === '.') return {}
  return Object.fromEntries(keys.map((key) => [key, tidied(node[key]!)]))
}

/** `.spec.containers[name="c"].image` */
export const written = (path: Path): string =>
  path
    .map((step) => {
      const rest = step.slice(2)
      if (step.startsWith('f:')) return `.${rest}`
      if (step.startsWith('i:')) return `[${rest}]`
      if (step.startsWith('v:')) return `[=${rest}]`
      const keys = Object.entries(JSON.parse(rest) as Record<string, Json>)
      return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`
    })
    .join('')
