import type { CommandContext, CommandOutput, SimulatedCommand } from '../machine/types'
import type { SonicDatabases } from './databases'
import { pairsOf } from './pairs'
import { askRedis, type RedisReply } from './redis'

/**
 * `sonic-db-cli DB COMMAND …`: Redis verbs in any case; a hash prints as a Python dict, and what redis-py takes for a
 * Boolean as one. `--json` is of master.
 */
export const sonicDbCliCommand = (
  databases: SonicDatabases,
  hasJson: boolean,
): SimulatedCommand => ({
  name: 'sonic-db-cli',
  path: '/usr/local/bin/sonic-db-cli',
  run(args, context) {
    const { flags, words, wrong } = split(args)
    const usage = usageOf(hasJson)
    if (wrong !== undefined || (flags.has('j') && !hasJson))
      return { stdout: usage, stderr: `Command Line Error: ${wrong ?? 'Unknown argument:'}\n`, exitCode: 255 }
    const [name = '', ...command] = words
    if (flags.has('h') || name === '') return { stdout: usage }
    if (command.length === 0) return ofAll(databases, name, usage, context)
    return ask(databases, name, command, flags.has('j'), context)
  },
}) // prettier-ignore

/** Of all databases at once; any other single word prints the usage. */
function ofAll(
  databases: SonicDatabases,
  operation: string,
  usage: string,
  context: CommandContext,
): CommandOutput {
  if (operation === 'PING') return { stdout: 'PONG\n' }
  if (operation !== 'SAVE' && operation !== 'FLUSHALL') return { stdout: usage }
  if (operation === 'FLUSHALL') {
    context.altered('all databases')
    databases.load({})
  }
  return { stdout: 'OK\n' }
}

function ask(
  databases: SonicDatabases,
  name: string,
  command: readonly string[],
  asJson: boolean,
  context: CommandContext,
): CommandOutput {
  const database = databases.find(name)
  if (!database)
    return {
      stderr: `Invalid database name input : '${name}'\nFailed to find ${name} database in : key\n`,
      exitCode: 1,
    }
  const reply = askRedis(database, command, (key) => context.altered(`${name} ${key}`))
  if (reply.kind === 'error' && reply.isTwins)
    context.machine.reportUnknown(
      `sonic-db-cli ${name} ${command[0]}`,
      `sonic-db-cli ${name} ${command.join(' ')}`,
    )
  if (reply.kind === 'error') {
    const sent = command.map((word) => `$${Buffer.byteLength(word)}\\r\\n${word}\\r\\n`).join('')
    return {
      stderr: `RedisReply catches system_error: command: *${command.length}\\r\\n${sent}, reason: ${reply.text}: Input/output error: Input/output error\n`,
      exitCode: 1,
    }
  }
  const verb = command[0]?.toLowerCase() ?? ''
  return { stdout: `${asJson ? jsonOf(reply, verb) : textOf(reply, verb)}\n` }
}

const booleanVerbs = ['hexists', 'hmset', 'save', 'flushdb', 'ping', 'rename', 'persist']

function textOf(reply: Exclude<RedisReply, { kind: 'error' }>, verb: string): string {
  if (reply.kind === 'list')
    return verb === 'hgetall' ? pythonDict(reply.items) : reply.items.map((item) => item ?? '').join('\n')
  if (reply.kind === 'nothing') return ''
  const said = reply.kind === 'integer' ? String(reply.value) : reply.text
  if (!booleanVerbs.includes(verb)) return said
  return /^(1|OK|PONG)$/.test(said) ? 'True' : 'False'
} // prettier-ignore

function jsonOf(reply: RedisReply, verb: string): string {
  if (reply.kind === 'list' && verb === 'hgetall')
    return JSON.stringify(Object.fromEntries(pairsOf(reply.items)))
  if (reply.kind === 'list') return JSON.stringify(reply.items)
  if (reply.kind === 'nothing') return 'null'
  return JSON.stringify(reply.kind === 'integer' ? reply.value : reply.text)
}

/** As Python's dict, but for its escapes. */
const pythonDict = (items: readonly (string | null)[]): string =>
  `{${pairsOf(items)
    .map((entry) => entry.map(quoted).join(': '))
    .join(', ')}}`

const quoted = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`)

function split(args: readonly string[]): {
  flags: ReadonlySet<string>
  words: readonly string[]
  wrong?: string
} {
  const flags = new Set<string>()
  let at = 0
  for (; /^-./.test(args[at] ?? ''); at++) {
    const option = args[at] ?? ''
    const letter = { '--help': 'h', '--unixsocket': 's', '--json': 'j', '--namespace': 'n' }[option] ?? option.slice(1)
    if (!/^[hsjn]$/.test(letter)) return { flags, words: [], wrong: `Unknown argument:${args[at + 1] ?? ''}` }
    if (letter === 'n' && args[++at] === undefined) return { flags, words: [], wrong: 'namespace value is missing.' }
    flags.add(letter)
  }
  return { flags, words: args.slice(at) }
} // prettier-ignore

const usageOf = (hasJson: boolean): string =>
  `usage: sonic-db-cli [-h] [-s] ${hasJson ? '[-j] ' : ''}[-n NAMESPACE] db_or_op [cmd [cmd ...]]

SONiC DB CLI:

positional arguments:
  db_or_op              Database name Or Unary operation(only PING/SAVE/FLUSHALL supported)
  cmd                   Command to execute in database
`
