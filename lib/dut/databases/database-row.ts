/** One row of CONFIG_DB or STATE_DB: field → value. An absent row is empty. */
export type DatabaseRow = Readonly<Record<string, string>>

/**
 * Reads what `sonic-db-cli DB HGETALL KEY` prints: a Python dict, not JSON, so `{'ip': '10.250.0.1'}`, with either
 * quote as Python chooses them. Throws on anything else.
 */
export function parseDatabaseRow(text: string): DatabaseRow {
  const source = text.trim()
  if (!source.startsWith('{') || !source.endsWith('}'))
    throw new Error(`sonic-db-cli printed no row: ${source}`)
  const row: Record<string, string> = {}
  let rest = source.slice(1, -1)
  while (rest !== '') {
    const field = takeString(rest)
    if (!field?.rest.startsWith(': ')) throw new Error(`sonic-db-cli printed no row: ${source}`)
    const value = takeString(field.rest.slice(2))
    if (!value) throw new Error(`sonic-db-cli printed no row: ${source}`)
    row[field.value] = value.value
    rest = value.rest.replace(/^, /, '')
  }
  return row
}

const PYTHON_STRING = /^'((?:[^'\\]|\\.)*)'|^"((?:[^"\\]|\\.)*)"/

function takeString(text: string): { value: string; rest: string } | undefined {
  const found = PYTHON_STRING.exec(text)
  if (!found) return undefined
  const value = (found[1] ?? found[2] ?? '').replace(/\\(.)/g, '$1')
  return { value, rest: text.slice(found[0].length) }
}
