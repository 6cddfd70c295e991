import { type JsonObject } from '../json/json'
import { type KubeObject } from '../objects'
import { has } from '../release/changes'
import { type Struct, structOfKind } from '../schema/go-types'
import { shaped } from '../schema/shape'
import { compare } from './compare'
import { grown } from './grown'
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
  if (!struct) return
  const owners = knownOwners(before, after, struct, writer.minor)
  if (!owners) return void delete after.metadata.managedFields

  const claimed = has('statusIsReset', writer.minor)
    ? withStatusOf(before, after, written)
    : written
  const old = before ?? shaped({}, struct)
  const { added, modified, removed, ambiguous } = compare(
    old as JsonObject,
    claimed as unknown as JsonObject,
    struct,
  )
  if (ambiguous) return void delete after.metadata.managedFields
  const taken = ownable(added.union(modified))
  const self = {
    manager: writer.manager,
    operation: 'Update' as const,
    apiVersion: after.apiVersion,
    subresource: writer.subresource,
  }
  const others = owners
    .filter((owner) => !isSameOwner(owner, self))
    .map((owner) => ({ ...owner, fields: owner.fields.minus(taken).minus(removed) }))
  const own = owners.find((owner) => isSameOwner(owner, self))
  const entries = writeOwners([...others, ownEntry(own, self, { taken, removed, writer })])
  if (entries.length > 0) after.metadata.managedFields = entries
  else delete after.metadata.managedFields
}

/** Since 1.22 nobody owns what he may not write: a status is written apart. */
const withStatusOf = (
  before: KubeObject | undefined,
  after: KubeObject,
  written: KubeObject,
): KubeObject =>
  'status' in after
    ? ({ ...written, status: before ? after.status : undefined } as KubeObject)
    : written

/** Who owns what before a write; undefined where nobody is kept track of: a client has wiped it away, or never was anything. */
function knownOwners(
  before: KubeObject | undefined,
  after: KubeObject,
  struct: Struct,
  minor: number,
): Owner[] | undefined {
  if (!before) return []
  if (isReset(after.metadata.managedFields)) return undefined
  const owners = readOwners(before.metadata.managedFields)
  if (owners.length === 0) return undefined
  return has('ownersDoNotGrow', minor) ? owners : grown(owners, before, struct)
}

/** How clients wipe it all away: a list of nothing. */
const isReset = (entries: readonly object[] = []): boolean =>
  entries.length === 1 && Object.keys(entries[0]!).length === 0

interface Change {
  readonly taken: Owner['fields']
  readonly removed: Owner['fields']
  readonly writer: Writer
}

/** Who writes has the time when it last gave or changed a field, before 1.24 only one that made it own more or less. */
function ownEntry(
  before: Owner | undefined,
  self: Omit<Owner, 'fields' | 'time'>,
  { taken, removed, writer: { now, minor } }: Change,
): Owner {
  const fields = (before?.fields ?? taken).union(taken).minus(removed)
  const isOther = (owned: Owner['fields']): boolean =>
    has('ownersAreDatedByValues', minor) ||
    taken.minus(owned).size > 0 ||
    fields.size < owned.union(taken).size
  const isDue = !before || (taken.size > 0 && isOther(before.fields))
  return { ...self, fields, time: isDue ? now : before.time }
}
