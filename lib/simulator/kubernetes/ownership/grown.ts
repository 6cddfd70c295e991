import { type Json, type JsonObject } from '../json/json'
import { type KubeObject } from '../objects'
import { type GoType, type Struct } from '../schema/go-types'
import { childrenOf, fieldsUnder, isLeaf } from './compare'
import { type FieldSet, type Path } from './field-set'
import { type Owner } from './managed-fields'

/**
 * Who owns a map or list, but nothing in it, is taken for an owner from the time when it had one owner as a whole: all that
 * is in it now becomes his.
 */
export const grown = (owners: readonly Owner[], object: KubeObject, struct: Struct): Owner[] =>
  owners.map((owner) => {
    const content = hollow(owner.fields, struct).map((path) => contentAt(path, object, struct))
    return content.length === 0 ? owner : { ...owner, fields: owner.fields.union(...content) }
  })

const known = new WeakMap<FieldSet, readonly Path[]>()

/** What of a set could have something in it, and has not; worked out once. */
function hollow(fields: FieldSet, struct: Struct): readonly Path[] {
  let paths = known.get(fields)
  if (!paths) {
    paths = fields.leaves.filter((path) => {
      const type = typeAt(path, struct)
      return type !== undefined && !isLeaf(type)
    })
    known.set(fields, paths)
  }
  return paths
}

const typeAt = (path: Path, struct: Struct): GoType | undefined =>
  path.reduce<GoType | undefined>((type, step) => (type ? within(type, step) : undefined), struct)

function within(type: GoType, step: string): GoType | undefined {
  if (type.kind === 'map' || type.kind === 'list') return type.of
  if (type.kind !== 'struct') return undefined
  const field = type.fields.get(step.slice('f:'.length))
  return field?.atomic ? undefined : field?.type
}

function contentAt(path: Path, object: KubeObject, struct: Struct): FieldSet {
  let at: { type: GoType; value: Json } | undefined = {
    type: struct,
    value: object as unknown as JsonObject,
  }
  for (const step of path) at = at && childrenOf(at.type, at.value).get(step)
  return fieldsUnder(path, at?.type ?? struct, at?.value ?? null)
}
