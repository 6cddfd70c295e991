import type { CommandContext, SimulatedCommand } from '../machine/types'
import { databaseNumbers, type SonicDatabases } from './databases'
import { askRedis, type RedisReply } from './redis'

const takesValue = ['-n', '-h', '-p', '-s', '-a', '-u', '--user', '--pass']

/** `redis-cli [-n NUMBER] VERB …`, or a line of standard input for each: as it prints where there is no terminal. */
export const redisCliCommand = (databases: SonicDatabases): SimulatedCommand => ({
  name: 'redis-cli',
  readStdin: (args) => split(args).words.length === 0,
  run(args, context) {
    const { options, words } = split(args)
    if (options.has('--version')) return { stdout: 'redis-cli 7.0.15\n' }
    const number = options.get('-n') ?? '0'
    const lines = words.length > 0 ? [words] : context.stdin.split('\n').map(wordsOf)
    const asked = lines.filter((line) => line.length > 0)
    return { stdout: asked.map((line) => ask(databases, number, line, context)).join('') }
  },
})

function ask(
  databases: SonicDatabases,
  number: string,
  words: readonly string[],
  context: CommandContext,
): string {
  const name = databaseNumbers[Number(number)]
  const database = name && databases.find(name)
  if (!database) return `ERR DB index is out of range\n\n`
  return `${raw(askRedis(database, words, (key) => context.altered(`${name} ${key}`)))}\n`
}

function raw(reply: RedisReply): string {
  switch (reply.kind) {
    case 'integer':
      return String(reply.value)
    case 'nothing':
      return ''
    case 'list':
      return reply.items.map((item) => item ?? '').join('\n')
    case 'error':
      return `${reply.text}\n`
    default:
      return reply.text
  }
}

function split(args: readonly string[]): {
  options: ReadonlyMap<string, string>
  words: readonly string[]
} {
  const options = new Map<string, string>()
  let at = 0
  for (; (args[at] ?? '').startsWith('-'); at++) {
    const option = args[at] ?? ''
    options.set(option, takesValue.includes(option) ? (args[++at] ?? '') : '')
  }
  return { options, words: args.slice(at) }
}

/** A line that was typed: words, in quotes where they have blanks. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  )
