import { applyPatch as patched, type Operation } from 'fast-json-patch'
import type { CommandContext, CommandOutput } from '../../machine/types'
import type { Configuration, Fields, SonicDatabases } from '../../databases/databases'
import { rawRow } from '../../databases/typed-rows'

/** `config apply-patch FILE`: a JSON patch on CONFIG_DB. */
export function applyPatch(
  databases: SonicDatabases,
  path: string,
  context: CommandContext,
): CommandOutput {
  try {
    const text = path === '/dev/stdin' ? context.stdin : context.fs.readText(path)
    const operations = JSON.parse(text) as Operation[]
    const before = databases.configuration()
    const after = patched(before, operations, true, false).newDocument
    replaceRows(databases, after, context)
    return { stdout: 'Patch applied successfully.\n' }
  } catch (error) {
    const why = (error as Error).message.split('\n')[0]
    return { stderr: `Failed to apply patch due to: ${why}\n`, exitCode: 1 }
  }
}

/** Only rows that differ are written: their readers act on every write. */
function replaceRows(
  { config }: SonicDatabases,
  after: Configuration,
  context: CommandContext,
): void {
  const wanted = new Map<string, Fields>()
  for (const [table, rows] of Object.entries(after))
    for (const [key, fields] of Object.entries(rows)) wanted.set(`${table}|${key}`, rawRow(fields))
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
