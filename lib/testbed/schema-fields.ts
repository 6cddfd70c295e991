import { type core, z } from 'zod'
import { type FieldPath } from './mistakes'

/** The fields that the schema knows at a place of the file; none where it is no group of fields. */
export function knownFields(whole: core.$ZodType, path: FieldPath): readonly string[] {
  let schema: unknown = whole
  for (const key of path) {
    const inner = unwrap(schema)
    if (inner instanceof z.ZodArray) schema = inner.element
    else if (inner instanceof z.ZodObject)
      schema = (inner.shape as Record<PropertyKey, unknown>)[key]
    else return []
  }
  const group = unwrap(schema)
  return group instanceof z.ZodObject ? Object.keys(group.shape) : []
}

function unwrap(schema: unknown): unknown {
  let inner = schema
  if (inner instanceof z.ZodPipe) inner = inner.out
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodNullable ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault
  )
    inner = inner.unwrap()
  return inner
}
