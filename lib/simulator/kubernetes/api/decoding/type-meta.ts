/** The struct into which Go reads a body's version and kind, as its errors name it. */
export const typeMeta =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'
