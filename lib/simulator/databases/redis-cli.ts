import type { CommandContext, CommandOutput, SimulatedCommand } from '../machine/types'
import { databaseNumbers, SonicDatabase, type SonicDatabases } from './databases'
import { askRedis, type RedisReply } from './redis'
import { type OutputForm, replyText } from './redis-reply-text'

const takesValue = ['-n', '-h', '-p', '-s', '-a', '-u', '-r', '-i', '-d', '-D', '-t', '--user', '--pass', '--pattern', '--count'] // prettier-ignore
const switches = ['--raw', '--no-raw', '--json', '--csv', '--scan', '--version', '-v', '-e', '-x', '-c', '-2', '-3', '--no-auth-warning', '--quoted-input'] // prettier-ignore

interface Line {
  readonly options: ReadonlyMap<string, string>
  readonly words: readonly string[]
  /** An option that it doesn't have. */
  readonly unknown?: string
}

/** `redis-cli [-n NUMBER] VERB …`, or a line of standard input for each: as it prints where there is no terminal. */
export const redisCliCommand = (databases: SonicDatabases): SimulatedCommand => ({
  name: 'redis-cli',
  readStdin: (args) => split(args).words.length === 0,
  run(args, context) {
    const { options, words, unknown } = split(args)
    if (unknown !== undefined)
      return {
        stderr: `Unrecognized option or bad number of args for: '${unknown}'\n`,
        exitCode: 1,
      }
    if (options.has('--version') || options.has('-v')) return { stdout: 'redis-cli 7.0.15\n' }
    const unreached = whyNotReached(options, context)
    if (unreached !== undefined)
      return { stderr: `Could not connect to Redis at ${unreached}\n`, exitCode: 1 }
    const { database, name, refusal } = selected(databases, options.get('-n') ?? '0')
    const call: Call = { database, name, form: formOf(options), context }
    if (options.has('--scan'))
      return {
        stdout: database
          .keys(options.get('--pattern') ?? '*')
          .map((key) => `${key}\n`)
          .join(''),
      }
    const lines = words.length > 0 ? [words] : context.stdin.split('\n').map(wordsOf)
    const asked = lines.filter((line) => line.length > 0)
    const times = Array.from({ length: Number(options.get('-r') ?? 1) }, () => asked).flat()
    return answers(times, call, refusal, options.has('-e'))
  },
})

interface Call {
  readonly database: SonicDatabase
  readonly name: string
  readonly form: OutputForm
  readonly context: CommandContext
}

/** With `-e` the first error ends it, and is one of the program. */
function answers(
  lines: readonly (readonly string[])[],
  call: Call,
  refusal: string,
  heedsErrors: boolean,
): CommandOutput {
  let stdout = ''
  let stderr = refusal
  for (const line of lines) {
    const reply = ask(call, line)
    const text = replyText(reply, call.form, line[0]?.toLowerCase())
    if (!heedsErrors || reply.kind !== 'error') {
      stdout += text
      continue
    }
    stderr += text.replace(/\n\n$/, '\n')
    return { stdout, stderr, exitCode: 1 }
  }
  return { stdout, stderr }
}

function ask({ database, name, context }: Call, words: readonly string[]): RedisReply {
  const reply = askRedis(database, words, (key) => context.altered(`${name} ${key}`))
  if (reply.kind === 'error' && reply.isTwins)
    context.machine.reportUnknown(`redis-cli ${words[0]}`, `redis-cli ${words.join(' ')}`)
  return reply
}

function formOf(options: ReadonlyMap<string, string>): OutputForm {
  if (options.has('--json')) return 'json'
  if (options.has('--csv')) return 'csv'
  return options.has('--no-raw') ? 'formatted' : 'raw'
}

/** Who is not there, and why; undefined: Redis of this device is. */
function whyNotReached(
  options: ReadonlyMap<string, string>,
  { machine }: CommandContext,
): string | undefined {
  const socket = options.get('-s')
  if (socket !== undefined)
    return /^(\/var)?\/run\/redis\/redis(-server)?\.sock$/.test(socket)
      ? undefined
      : `${socket}: No such file or directory`
  const host = options.get('-h') ?? '127.0.0.1'
  const port = options.get('-p') ?? '6379'
  const isHere = ['127.0.0.1', 'localhost', machine.hostname].includes(host)
  if (isHere) return port === '6379' ? undefined : `${host}:${port}: Connection refused`
  if (!/^[\d.]+$/.test(host)) return `${host}:${port}: Temporary failure in name resolution`
  return `${host}:${port}: Connection refused`
}

/** A number that is none counts as 0, and so does one that there is not, after a word about it. */
function selected(
  databases: SonicDatabases,
  given: string,
): { database: SonicDatabase; name: string; refusal: string } {
  const number = Number(/^\d+/.exec(given)?.[0] ?? 0)
  const isThere = number < 16
  const name = databaseNumbers[isThere ? number : 0] ?? `database ${number}`
  return {
    // Of the last one SONiC makes nothing.
    database: databases.find(name) ?? new SonicDatabase(),
    name,
    refusal: isThere ? '' : `SELECT ${number} failed: ERR DB index is out of range\n`,
  }
}

function split(args: readonly string[]): Line {
  const options = new Map<string, string>()
  let at = 0
  for (; /^-./.test(args[at] ?? ''); at++) {
    const option = args[at] ?? ''
    const hasValue = takesValue.includes(option)
    if (!hasValue && !switches.includes(option)) return { options, words: [], unknown: option }
    if (hasValue && args[at + 1] === undefined) return { options, words: [], unknown: option }
    options.set(option, hasValue ? (args[++at] ?? '') : '')
  }
  return { options, words: args.slice(at) }
}

/** A line that was typed: words, in quotes where they have blanks. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  )
