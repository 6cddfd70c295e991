const isStruct = Symbol('struct')

/** Marks what is a struct to Go: as a text it has its fields' values, without their names. */
export function goStruct<T extends object>(fields: T): T {
  Object.defineProperty(fields, isStruct, { value: true, enumerable: false })
  return fields
}

/** A value as Go's templates print it: `%v` of a map, `<no value>` for nothing. */
export function goText(value: unknown): string {
  if (value === undefined || value === null) return '<no value>'
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (typeof value === 'object' && isStruct in value)
    return `{${Object.values(value).map(goText).join(' ')}}`
  if (typeof value === 'object')
    return `map[${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => `${key}:${goText(each)}`)
      .join(' ')}]`
  return typeof value === 'string' ? value : JSON.stringify(value)
}
