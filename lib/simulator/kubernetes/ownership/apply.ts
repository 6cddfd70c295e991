import { type Json, type JsonObject, isJsonObject } from '../json/json'
import { StatusError, type StatusCause } from '../api/status-error'
import { type KubeObject } from '../objects'
import { type GoType, type Struct } from '../schema/go-types'
import { shaped } from '../schema/shape'
import { unknownFields } from '../schema/unknown-fields'
import { childrenOf, compare, fieldsIn, stepOf } from './compare'
import { type FieldSet, type Path, written } from './field-set'
import { typeComplaints } from './typed-config'
import { has } from '../release/changes'
import { grown } from './grown'
import { isSameOwner, type Owner, ownable, readOwners, writeOwners } from './managed-fields'

export interface Applier {
  readonly manager: string
  readonly force: boolean
  readonly now: string
  readonly subresource?: string | undefined
  /** Of the server, whose words for a refusal are others since 1.25. */
  readonly minor: number
}

/**
 * Server-side apply: the object with a configuration merged in, and without what the same applier had given before
 * and gives no more. Throws 409 for fields that others have set otherwise, unless forced; 500, as the real server
 * does, for fields that there aren't.
 */
export function applied(
  before: KubeObject,
  config: JsonObject,
  struct: Struct,
  applier: Applier,
): KubeObject {
  insistOnDeclared(config, struct, applier.minor)
  const live = shaped(before as unknown as JsonObject, struct)
  const self = {
    manager: applier.manager,
    operation: 'Apply' as const,
    apiVersion: typeof config.apiVersion === 'string' ? config.apiVersion : '',
    subresource: applier.subresource,
  }
  const owners = ownersOf(before, struct, applier)
  const own = owners.find((owner) => isSameOwner(owner, self))
  const others = owners.filter((owner) => owner !== own)
  const given = ownable(fieldsIn(config, struct))

  const merged = merge(struct, live, config) as JsonObject
  const { modified, added } = compare(live, shaped(merged, struct), struct)
  const changed = modified.union(added)
  if (!applier.force) insistOnAgreement(others, changed)

  const abandoned = (own?.fields ?? given).minus(given).paths
  const stillOwned = [given, ...others.map(({ fields }) => fields)].flatMap(({ paths }) => paths)
  const unwanted = abandoned.filter((path) => !stillOwned.some((owned) => isWithin(owned, path)))
  const result = without(struct, merged, unwanted, []) as unknown as KubeObject
  const same = own && own.fields.minus(given).size === 0 && given.minus(own.fields).size === 0
  const time = same && changed.size === 0 ? own.time : applier.now
  result.metadata.managedFields = writeOwners([
    ...others.map((owner) => ({ ...owner, fields: owner.fields.minus(changed) })),
    { ...self, fields: given, time },
  ])
  return result
}

/** Who owns what; of an object of which that is not known all is somebody's who came before. */
function ownersOf(before: KubeObject, struct: Struct, { now, minor }: Applier): Owner[] {
  const owners = readOwners(before.metadata.managedFields)
  const isNew = before.metadata.uid === undefined
  if (owners.length > 0 || isNew)
    return has('ownersDoNotGrow', minor) ? owners : grown(owners, before, struct)
  const fields = ownable(fieldsIn(before as unknown as JsonObject, struct))
  const { apiVersion } = before
  return [{ manager: 'before-first-apply', operation: 'Update', apiVersion, time: now, fields }]
}

/** Is it this field, or one inside it? */
const isWithin = (path: Path, field: Path): boolean => field.every((step, at) => path[at] === step)

function merge(type: GoType, old: Json | undefined, given: Json): Json {
  if (type.kind === 'struct' && isJsonObject(given)) {
    const result: JsonObject = isJsonObject(old) ? { ...old } : {}
    for (const { json, type: own, atomic } of type.fields.values()) {
      const value = given[json]
      if (value === undefined || json === 'managedFields') continue
      result[json] = atomic ? value : merge(own, result[json], value)
    }
    return result
  }
  if (type.kind === 'map' && isJsonObject(given))
    return { ...(isJsonObject(old) ? old : {}), ...given }
  if (type.kind === 'list' && type.keys !== undefined && Array.isArray(given)) {
    const present = Array.isArray(old) ? old : []
    const steps = given.map((item) => stepOf(type, item))
    const kept = present.map((item) => {
      const at = steps.indexOf(stepOf(type, item))
      return at === -1 ? item : merge(type.of, item, given[at]!)
    })
    const known = new Set(present.map((item) => stepOf(type, item)))
    return [...kept, ...given.filter((_, at) => !known.has(steps[at]!))]
  }
  return given
}

function without(type: GoType, value: Json, unwanted: readonly Path[], at: Path): Json {
  const isGone = (step: string): boolean =>
    unwanted.some(
      (path) =>
        path.length === at.length + 1 &&
        path.at(-1) === step &&
        at.every((own, index) => path[index] === own),
    )
  const children = [...childrenOf(type, value)].filter(([step]) => !isGone(step))
  if (type.kind === 'scalar' || (type.kind === 'list' && type.keys === undefined)) return value
  const kept = children.map(
    ([step, child]) => [step, without(child.type, child.value, unwanted, [...at, step])] as const,
  )
  if (type.kind === 'list') return kept.map(([, item]) => item)
  return Object.fromEntries(kept.map(([step, item]) => [step.slice('f:'.length), item]))
}

function insistOnDeclared(config: JsonObject, struct: Struct, minor: number): void {
  const unknown = unknownFields(config, struct, (list, item) => written([stepOf(list, item)]))
  const each = [
    ...unknown.map((path) => `.${path}: field not declared in schema`),
    ...typeComplaints(config, struct),
  ]
  if (each.length === 0) return
  const what = has('appliedIsNamed', minor)
    ? `patch object (${identified(config)})`
    : 'patch object'
  const why = each.length === 1 ? each[0] : ['errors:', ...each].join('\n  ')
  throw new StatusError(500, undefined, `failed to create typed ${what}: ${why}`)
}

/** `default/telemetry; apps/v1, Kind=DaemonSet`; the core group has no name before its slash. */
function identified(config: JsonObject): string {
  const { metadata, apiVersion, kind } = config as unknown as KubeObject
  const version = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`
  return `${metadata.namespace ?? ''}/${metadata.name}; ${version}, Kind=${kind}`
}

function insistOnAgreement(others: readonly Owner[], changed: FieldSet): void {
  const conflicts = others.flatMap((owner) =>
    owner.fields.and(changed).paths.map((path) => ({ owner: named(owner), field: written(path) })),
  )
  if (conflicts.length === 0) return
  const causes: StatusCause[] = conflicts.map(({ owner, field }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${owner}`,
    field,
  }))
  throw new StatusError(409, 'Conflict', messageOf(conflicts), { causes })
}

function messageOf(conflicts: readonly { owner: string; field: string }[]): string {
  const [first] = conflicts
  if (conflicts.length === 1)
    return `Apply failed with 1 conflict: conflict with ${first!.owner}: ${first!.field}`
  const owners = [...new Set(conflicts.map(({ owner }) => owner))].sort()
  const lines = owners.flatMap((owner) => [
    `conflicts with ${owner}:`,
    ...conflicts.filter((conflict) => conflict.owner === owner).map(({ field }) => `- ${field}`),
  ])
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`
}

const named = ({ manager, operation, apiVersion }: Owner): string =>
  operation === 'Apply' ? `"${manager}"` : `"${manager}" using ${apiVersion}`
