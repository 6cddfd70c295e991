import { applyPatch as patched, type Operation } from 'fast-json-patch'
import type { CommandContext, CommandOutput } from '../../machine/types'
import type { SonicDatabases } from '../../databases/databases'

type Rows = Record<string, Record<string, Record<string, string | string[]>>>

/** `config apply-patch FILE`: a JSON patch on CONFIG_DB, of which a list is a field named `name@`. */
export function applyPatch(
  databases: SonicDatabases,
  path: string,
  context: CommandContext,
): CommandOutput {
  try {
    const text = path === '/dev/stdin' ? context.stdin : context.fs.readText(path)
    const operations = JSON.parse(text) as Operation[]
    const before = listed(databases.configuration())
    const after = patched(before, operations, true, false).newDocument
    replaceRows(databases, after, context)
    return { stdout: 'Patch applied successfully.\n' }
  } catch (error) {
    const why = (error as Error).message.split('\n')[0]
    return { stderr: `Failed to apply patch due to: ${why}\n`, exitCode: 1 }
  }
}

/** Only rows that differ are written: their readers act on every write. */
function replaceRows({ config }: SonicDatabases, after: Rows, context: CommandContext): void {
  const wanted = new Map<string, Record<string, string>>()
  for (const [table, rows] of Object.entries(after))
    for (const [key, fields] of Object.entries(rows)) wanted.set(`${table}|${key}`, stored(fields))
  for (const key of config.keys()) {
    if (wanted.has(key)) continue
    config.del([key])
    context.altered(`CONFIG_DB ${key}`)
  }
  for (const [key, fields] of wanted) {
    const present = config.hgetall(key)
    const gone = Object.keys(present).filter((field) => !(field in fields))
    const isSame = Object.entries(fields).every(([field, value]) => present[field] === value)
    if (isSame && gone.length === 0) continue
    config.hset(key, fields)
    config.hdel(key, gone)
    context.altered(`CONFIG_DB ${key}`)
  }
}

const listed = (tables: ReturnType<SonicDatabases['configuration']>): Rows =>
  Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [
      table,
      Object.fromEntries(
        Object.entries(rows).map(([key, fields]) => [
          key,
          Object.fromEntries(
            Object.entries(fields).map(([name, value]) =>
              name.endsWith('@') ? [name.slice(0, -1), value.split(',')] : [name, value],
            ),
          ),
        ]),
      ),
    ]),
  )

const stored = (fields: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) =>
      Array.isArray(value) ? [`${name}@`, value.join(',')] : [name, String(value)],
    ),
  )
