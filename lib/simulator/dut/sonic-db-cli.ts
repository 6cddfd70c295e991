import type { CommandContext, CommandOutput, SimulatedCommand } from '../machine/types'
import type { SonicDatabase, SonicDatabases } from './databases'
import { reprDict } from './python-text'

type Operation = (database: SonicDatabase, args: readonly string[]) => string | readonly string[]

const reads: Readonly<Record<string, Operation>> = {
  hgetall: (database, [key = '']) => reprDict(database.hgetall(key)),
  hget: (database, [key = '', field = '']) => database.hget(key, field) ?? '',
  hkeys: (database, [key = '']) => Object.keys(database.hgetall(key)),
  hvals: (database, [key = '']) => Object.values(database.hgetall(key)),
  hlen: (database, [key = '']) => String(Object.keys(database.hgetall(key)).length),
  hexists: (database, [key = '', field = '']) =>
    database.hget(key, field) === undefined ? '0' : '1',
  keys: (database, [glob = '*']) => database.keys(glob),
  exists: (database, keys) => String(keys.filter((key) => database.exists(key)).length),
  type: (database, [key = '']) => (database.exists(key) ? 'hash' : 'none'),
}

const writes: Readonly<Record<string, Operation>> = {
  hset: (database, [key = '', ...pairs]) => String(database.hset(key, pairsOf(pairs))),
  hmset: (database, [key = '', ...pairs]) => (database.hset(key, pairsOf(pairs)), 'OK'),
  hdel: (database, [key = '', ...fields]) => String(database.hdel(key, fields)),
  del: (database, keys) => String(database.del(keys)),
}

const leastArguments: Readonly<Record<string, number>> = {
  hset: 3,
  hmset: 3,
  hdel: 2,
  hget: 2,
  hexists: 2,
  keys: 1,
}

/** `sonic-db-cli DB COMMAND …`: Redis verbs in any case; a hash prints as a Python dict. */
export const sonicDbCliCommand = (databases: SonicDatabases): SimulatedCommand => ({
  name: 'sonic-db-cli',
  path: '/usr/local/bin/sonic-db-cli',
  run(args, context) {
    const words = args.filter((arg) => arg !== '-s')
    if (words[0] === 'PING' && words.length === 1) return { stdout: 'PONG\n' }
    if (words.length < 2)
      return { stdout: usage, exitCode: words[0] === '-h' || words[0] === '--help' ? 0 : 1 }
    const [name = '', verb = '', ...rest] = words
    const database = databases.find(name)
    if (!database) return { stderr: `Invalid database name input: '${name}'\n`, exitCode: 1 }
    return operate(database, verb.toLowerCase(), rest, `${name} ${rest[0] ?? ''}`, context)
  },
})

function operate(
  database: SonicDatabase,
  verb: string,
  args: readonly string[],
  what: string,
  context: CommandContext,
): CommandOutput {
  if (verb === 'ping') return { stdout: 'PONG\n' }
  const operation = reads[verb] ?? writes[verb]
  if (!operation)
    return {
      stderr: `An exception of type RedisReply occurred: ERR unknown command '${verb}'\n`,
      exitCode: 1,
    }
  const oddPairs = (verb === 'hset' || verb === 'hmset') && args.length % 2 === 0
  if (args.length < (leastArguments[verb] ?? 1) || oddPairs)
    return {
      stderr: `An exception of type RedisReply occurred: ERR wrong number of arguments for '${verb}' command\n`,
      exitCode: 1,
    }
  if (verb in writes) context.altered(what)
  const answer = operation(database, args)
  return {
    stdout: (typeof answer === 'string' ? [answer] : answer).map((line) => `${line}\n`).join(''),
  }
}

const pairsOf = (words: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : [])),
  )

const usage = `usage: sonic-db-cli [-h] [-s] [-n NAMESPACE] db_or_op [cmd ...]

SONiC DB CLI:

positional arguments:
  db_or_op              Database name Or Unary operation(only PING/SAVE/FLUSHALL supported)
  cmd                   Command to execute in database
`
