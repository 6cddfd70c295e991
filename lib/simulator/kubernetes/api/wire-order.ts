import { type KubeObject } from '../objects'
import { structOf, structOfKind } from '../schema/go-types'
import { shaped } from '../schema/shape'
import { type JsonObject } from '../json/json'

/** As Go writes it: `kind, apiVersion, metadata, …` in their order, without what the API doesn't know. */
export function inWireOrder<T extends KubeObject>(object: T): T {
  const struct = structOfKind(object)
  if (struct) return shaped(object as unknown as JsonObject, struct) as unknown as T
  const metadata = shaped(object.metadata as unknown as JsonObject, structOf('ObjectMeta')!)
  const { kind, apiVersion } = object
  return { ...{ kind, apiVersion, metadata }, ...object, metadata }
}
