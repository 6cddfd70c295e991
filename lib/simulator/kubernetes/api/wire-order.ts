import { type KubeObject } from '../objects'

/** `kind, apiVersion, metadata, …, status`, and metadata as Go writes it; metadata that isn't kept here is dropped. */
export function inWireOrder<T extends KubeObject>(object: T): T {
  const { kind, apiVersion, metadata, ...rest } = object
  const { status, ...content } = rest as { status?: unknown }
  const ordered = Object.fromEntries(
    metadataOrder.filter((key) => metadata[key] !== undefined).map((key) => [key, metadata[key]]),
  )
  return {
    kind,
    apiVersion,
    metadata: ordered,
    ...content,
    ...(status !== undefined && { status }),
  } as unknown as T
}

const metadataOrder = [
  'name',
  'generateName',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
] as const
