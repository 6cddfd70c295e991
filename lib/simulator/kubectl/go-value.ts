/** A JSON value as Go's `%v` writes it: `map[a:1 b:[x y]]`. */
export function goValue(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`
  if (typeof value === 'object')
    return `map[${sortedEntries(value)
      .map(([key, each]) => `${key}:${goValue(each)}`)
      .join(' ')}]`
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A JSON value as Go's `%#v` writes it: `map[string]interface {}{"a":1}`. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)'
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`
  if (typeof value === 'object')
    return `map[string]interface {}{${sortedEntries(value)
      .map(([key, each]) => `${JSON.stringify(key)}:${goSyntax(each)}`)
      .join(', ')}}`
  return JSON.stringify(value)
}

const sortedEntries = (value: object): [string, unknown][] =>
  Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
