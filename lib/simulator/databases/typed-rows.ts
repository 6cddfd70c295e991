import type { Fields } from './databases'

/** A row as ConfigDBConnector hands it out: `ports@` is a list, and a row without fields has only `NULL`. */
export type TypedRow = Readonly<Record<string, string | readonly string[]>>
export type TypedConfiguration = Readonly<Record<string, Readonly<Record<string, TypedRow>>>>

export const typedRow = (fields: Fields): TypedRow =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, string | string[]][] => {
      if (name === 'NULL') return []
      if (!name.endsWith('@')) return [[name, value]]
      return [[name.slice(0, -1), value === '' ? [] : value.split(',')]]
    }),
  )

/** The same, as it is kept in Redis. */
export const rawRow = (row: TypedRow): Fields => {
  const fields = Object.entries(row).map(([name, value]) =>
    typeof value === 'object' ? [`${name}@`, value.join(',')] : [name, String(value)],
  )
  return fields.length === 0 ? { NULL: 'NULL' } : (Object.fromEntries(fields) as Fields)
}
