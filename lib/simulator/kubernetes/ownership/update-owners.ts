import { type JsonObject } from '../json/json'
import { type KubeObject } from '../objects'
import { structOfKind } from '../schema/go-types'
import { shaped } from '../schema/shape'
import { compare } from './compare'
import { isSameOwner, type Owner, ownable, readOwners, writeOwners } from './managed-fields'

/** Who writes, and how it is told apart. */
export interface Writer {
  readonly manager: string
  readonly now: string
  /** Since 1.22 a status has owners of its own. */
  readonly subresource?: string | undefined
  /** Of the server. */
  readonly minor: number
}

/**
 * Puts into an object who owns its fields after a write by `writer`: what it gave or changed is now the writer's. `before`
 * and `written`, which is what `after` says, are in wire order: what says nothing is left out there.
 */
export function trackOwners(
  before: KubeObject | undefined,
  after: KubeObject,
  writer: Writer,
  written = after,
): void {
  const struct = structOfKind(after, writer.minor)
  if (!struct || after.metadata.managedFields?.length === 0) return

  const old = before ?? shaped({}, struct)
  const { added, modified, removed } = compare(
    old as JsonObject,
    written as unknown as JsonObject,
    struct,
  )
  const taken = ownable(added.union(modified))
  const self = {
    manager: writer.manager,
    operation: 'Update' as const,
    apiVersion: after.apiVersion,
    subresource: writer.subresource,
  }
  const owners = readOwners(before?.metadata.managedFields)
  const others = owners
    .filter((owner) => !isSameOwner(owner, self))
    .map((owner) => ({ ...owner, fields: owner.fields.minus(taken).minus(removed) }))
  const own = owners.find((owner) => isSameOwner(owner, self))
  const entries = writeOwners([...others, ...ownEntry(own, self, taken, removed, writer.now)])
  if (entries.length > 0) after.metadata.managedFields = entries
  else delete after.metadata.managedFields
}

function ownEntry(
  before: Owner | undefined,
  self: Omit<Owner, 'fields' | 'time'>,
  taken: Owner['fields'],
  removed: Owner['fields'],
  now: string,
): Owner[] {
  const fields = (before?.fields ?? taken).union(taken).minus(removed)
  const changed = !before || taken.size > 0 || fields.size !== before.fields.size
  return [{ ...self, fields, time: changed ? now : before.time }]
}
