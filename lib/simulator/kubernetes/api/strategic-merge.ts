import { type Json, type JsonObject, isJsonObject } from './json'

/**
 * Lists that Kubernetes merges by a key of their elements. A list that isn't named here is replaced whole
 * (taints and tolerations are such).
 */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  env: ['name'],
  ports: ['containerPort', 'port'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  hostAliases: ['ip'],
  podIPs: ['ip'],
  conditions: ['type'],
  addresses: ['type'],
  ownerReferences: ['uid'],
  topologySpreadConstraints: ['topologyKey'],
}
const mergedPrimitiveLists = new Set(['finalizers', 'podCIDRs'])

/** Applies a strategic merge patch: maps merge, listed lists merge by key, with the `$…` directives. */
export function strategicMerge(target: Json | undefined, patch: JsonObject): JsonObject {
  if (patch.$patch === 'replace') return without(patch, '$patch')
  if (patch.$patch === 'delete') return {}

  const result: JsonObject = isJsonObject(target) ? { ...target } : {}
  retainKeys(result, patch.$retainKeys)
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$deleteFromPrimitiveList/')) dropFrom(result, key, value)
    else if (key.startsWith('$')) continue
    else if (value === null) delete result[key]
    else if (isJsonObject(value)) result[key] = strategicMerge(result[key], value)
    else if (Array.isArray(value)) result[key] = mergeList(key, result[key], value)
    else result[key] = value
  }
  for (const [key, order] of Object.entries(patch)) {
    if (key.startsWith('$setElementOrder/')) putInOrder(result, key, order)
  }
  return result
}

function mergeList(field: string, target: Json | undefined, patch: Json[]): Json[] {
  const current = Array.isArray(target) ? target : []
  if (mergedPrimitiveLists.has(field)) return [...new Set([...current, ...patch])]

  const key = keyFor(field, [...patch, ...current])
  if (key === undefined) return patch
  if (patch.some((item) => isJsonObject(item) && item.$patch === 'replace')) {
    return patch.filter((item) => !(isJsonObject(item) && '$patch' in item))
  }
  return patch.reduce<Json[]>((list, item) => mergeElement(list, item as JsonObject, key), current)
}

function mergeElement(list: Json[], item: JsonObject, key: string): Json[] {
  const at = list.findIndex((element) => isJsonObject(element) && element[key] === item[key])
  if (item.$patch === 'delete') return list.filter((_, index) => index !== at)
  if (at === -1) return [...list, strategicMerge(undefined, item)]
  return list.map((element, index) => (index === at ? strategicMerge(element, item) : element))
}

const keyFor = (field: string, elements: Json[]): string | undefined =>
  mergeKeys[field]?.find((key) => elements.some((item) => isJsonObject(item) && key in item))

function retainKeys(result: JsonObject, kept: Json | undefined): void {
  if (!Array.isArray(kept)) return
  for (const key of Object.keys(result)) if (!kept.includes(key)) delete result[key]
}

function dropFrom(result: JsonObject, directive: string, values: Json): void {
  const field = directive.slice(directive.indexOf('/') + 1)
  const list = result[field]
  if (Array.isArray(list) && Array.isArray(values)) {
    result[field] = list.filter((item) => !values.includes(item))
  }
}

function putInOrder(result: JsonObject, directive: string, order: Json): void {
  const field = directive.slice(directive.indexOf('/') + 1)
  const list = result[field]
  if (!Array.isArray(list) || !Array.isArray(order)) return

  const key = keyFor(field, list)
  const identity = (item: Json): Json | undefined =>
    key !== undefined && isJsonObject(item) ? item[key] : item
  const ranks = new Map(order.map((item, index) => [identity(item), index]))
  const rank = (item: Json): number => ranks.get(identity(item)) ?? order.length
  result[field] = [...list].sort((a, b) => rank(a) - rank(b))
}

function without(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
}
