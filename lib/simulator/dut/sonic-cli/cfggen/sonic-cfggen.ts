import type { SonicDatabases } from '../../../databases/databases'
import { rawRow, type TypedRow } from '../../../databases/typed-rows'
import { FileSystemError } from '../../../file-system/file-system-error'
import { absolute } from '../../../file-system/paths'
import { yaml } from '../../../go/yaml'
import type { CommandContext, CommandOutput } from '../../../machine/types'
import { jsonDumps, osError } from '../../python-text'
import { JinjaError, renderExpression, TooMuchJinja, type Value } from './jinja-expression'
import { CfggenOptions } from './options'
import { help, usage } from './usage'

type Dict = Record<string, unknown>

const isDict = (value: unknown): value is Dict =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What it is known for and the twin has not: templates of files, and the hardware's tables. */
const notSimulated = ['template', 'preset', 'yang', 'device-description', 'hwsku', 'namespace']

/** `sonic-cfggen`: CONFIG_DB and files, as JSON, or one value of them; or files into CONFIG_DB. */
export const sonicCfggen = (
  databases: SonicDatabases,
  args: readonly string[],
  context: CommandContext,
): CommandOutput => {
  const options = new CfggenOptions(args)
  if (options.has('help')) return { stdout: help }
  if (options.error !== undefined)
    return { stderr: `${usage}sonic-cfggen: error: ${options.error}\n`, exitCode: 2 }
  const missing = notSimulated.find((name) => options.has(name))
  if (missing !== undefined) return unknown(`--${missing}`, args, context)
  try {
    return answered(gathered(options, databases, context), options, databases, context)
  } catch (error) {
    return error instanceof TooMuchJinja
      ? unknown(`{{${error.message}}}`, args, context)
      : failure(error)
  }
}

function unknown(
  what: string,
  args: readonly string[],
  { machine }: CommandContext,
): CommandOutput {
  machine.reportUnknown(`sonic-cfggen ${what}`, `sonic-cfggen ${args.join(' ')}`)
  return { stderr: `sonic-cfggen: ${what}: not simulated\n`, exitCode: 127 }
}

/** From all sources, in their order: the later one wins, field by field. */
function gathered(
  options: CfggenOptions,
  databases: SonicDatabases,
  { fs, cwd, machine }: CommandContext,
): Dict {
  const data: Dict = {}
  const read = (file: string): string => {
    try {
      return fs.readText(absolute(cwd, file))
    } catch (error) {
      // Python names the file as it was given.
      throw error instanceof FileSystemError ? new FileSystemError(error.code, file) : error
    }
  }
  for (const file of options.values('json')) merge(data, fromJson(read(file)))
  if (options.has('minigraph')) read(options.value('minigraph') ?? '/etc/sonic/minigraph.xml')
  for (const file of options.values('yaml')) merge(data, asDict(yaml().parse(read(file))))
  const additional = options.value('additional-data')
  if (additional !== undefined) merge(data, fromJson(additional))
  if (options.has('from-db')) merge(data, { ...databases.configuration() })
  if (options.has('platform-info')) {
    const { platform = '', mac = '' } = databases.config.hgetall('DEVICE_METADATA|localhost')
    const eth0 = machine.fs.exists('/sys/class/net/eth0/address')
      ? machine.fs.readText('/sys/class/net/eth0/address').trim()
      : mac
    merge(data, { DEVICE_METADATA: { localhost: { platform, mac: eth0 } } })
  }
  return data
}

function answered(
  data: Dict,
  options: CfggenOptions,
  databases: SonicDatabases,
  context: CommandContext,
): CommandOutput {
  const lines: string[] = []
  const expression = options.value('var')
  if (expression !== undefined) lines.push(renderExpression(expression, data as Value))
  const table = data[options.value('var-json') ?? '']
  if (table !== undefined) lines.push(jsonDumps(narrowed(table, options.value('key')), 4))
  if (options.has('write-to-db')) write(data, databases, context)
  if (options.has('print-data')) lines.push(jsonDumps(data, 4))
  return { stdout: lines.map((line) => `${line}\n`).join('') }
}

/** `--key`: the one row, or none. */
const narrowed = (table: unknown, key: string | undefined): unknown => {
  if (key === undefined || !isDict(table)) return table
  return Object.fromEntries(
    Object.entries(table).filter(([name]) => name === key || name.split('|').includes(key)),
  )
}

/** Tables, whose names are in capitals, field by field: what is there and not named stays. */
function write(data: Dict, { config }: SonicDatabases, context: CommandContext): void {
  for (const [table, rows] of Object.entries(data)) {
    if (!/^[A-Z]/.test(table) || !isDict(rows)) continue
    for (const [key, row] of Object.entries(rows)) {
      config.hset(`${table}|${key}`, rawRow(row as TypedRow))
      context.altered(`CONFIG_DB ${table}|${key}`)
    }
  }
}

function merge(into: Dict, from: Dict): void {
  for (const [key, value] of Object.entries(from)) {
    if (!isDict(value)) into[key] = value
    else {
      const inner = isDict(into[key]) ? into[key] : (into[key] = {})
      merge(inner, value)
    }
  }
}

const fromJson = (text: string): Dict => {
  try {
    return asDict(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new PythonError(`json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)`)
  }
}

const asDict = (value: unknown): Dict => (isDict(value) ? value : {})

class PythonError extends Error {}

function failure(error: unknown): CommandOutput {
  if (error instanceof JinjaError)
    return traceback(`jinja2.exceptions.UndefinedError: ${error.message}`)
  if (error instanceof PythonError) return traceback(error.message)
  if (error instanceof FileSystemError) {
    const kind = { ENOENT: 'FileNotFoundError', EACCES: 'PermissionError' }[error.code as 'ENOENT']
    return traceback(`${kind ?? 'OSError'}: ${osError(error)}`)
  }
  throw error
}

const traceback = (last: string): CommandOutput => ({
  stderr: `Traceback (most recent call last):\n  File "/usr/local/bin/sonic-cfggen", line 479, in <module>\n    main()\n${last}\n`,
  exitCode: 1,
})
