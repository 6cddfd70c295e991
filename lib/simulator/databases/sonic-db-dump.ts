import { FileSystemError } from '../file-system/file-system-error'
import { absolute } from '../file-system/paths'
import type { CommandContext, CommandOutput } from '../machine/types'
import type { SonicDatabases } from './databases'

const letters: Readonly<Record<string, string>> = {
  dbname: 'n',
  keys: 'k',
  output: 'o',
  pretty: 'y',
  conntype: 't',
  encoding: 'E',
  password: 'w',
  help: 'h',
}

const usage = `Usage: sonic-db-dump [options]

Dump data from specified or default redis.

If no output file is specified, dump to standard output.

Options:
  -h, --help            show this help message and exit
  -w PASSWORD, --password=PASSWORD
                        connect with PASSWORD
  -n DBNAME, --dbname=DBNAME
                        use DATABASE (default: APPL_DB)
  -t CONNTYPE, --conntype=CONNTYPE
                        indicate redis connection type (tcp[default] or
                        unix_socket)
  -k KEYS, --keys=KEYS  dump only keys matching specified glob-style pattern
  -o OUTPUT, --output=OUTPUT
                        write to OUTPUT instead of stdout
  -y, --pretty          split output on multiple lines and indent it
  -E ENCODING, --encoding=ENCODING
                        set encoding to use while decoding data from redis
`

/** `sonic-db-dump -n DB [-k GLOB] [-y]`: rows as redis-dump-load writes them, without a newline at the end. */
export const sonicDbDump = (
  databases: SonicDatabases,
  args: readonly string[],
  { fs, cwd, machine }: CommandContext,
): CommandOutput => {
  const { given, error, operands } = read(args)
  if (error !== undefined)
    return {
      stderr: `${usage.slice(0, usage.indexOf('Options:'))}sonic-db-dump: error: ${error}\n`,
      exitCode: 2,
    }
  if (given.has('h')) return { stdout: usage }
  if (operands > 0) return { stdout: usage, exitCode: 4 }
  const name = given.get('n') ?? 'APPL_DB'
  const database = databases.find(name)
  if (!database)
    return {
      stderr: `Traceback (most recent call last):\n  File "/usr/local/bin/sonic-db-dump", line 8, in <module>\n    sys.exit(sonic_db_dump_load())\nRuntimeError: Failed to find ${name} database in : key\n`,
      exitCode: 1,
    }
  // Redis says -1 ms of what does not expire.
  const expiry = { expireat: machine.clock.now() / 1000 - 0.001, ttl: -0.001 }
  const rows = database
    .keys(given.get('k') ?? '*')
    .map((key): [string, object] => [
      key,
      given.has('y')
        ? { ...expiry, type: 'hash', value: sorted(database.hgetall(key)) }
        : { type: 'hash', value: database.hgetall(key), ...expiry },
    ])
  const text = given.has('y')
    ? JSON.stringify(sorted(Object.fromEntries(rows)), null, 2)
    : JSON.stringify(Object.fromEntries(rows))
  const file = given.get('o')
  if (file === undefined) return { stdout: text }
  try {
    fs.write(absolute(cwd, file), text)
    return {}
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error
    return { stderr: `${error.reason}: '${file}'\n`, exitCode: 1 }
  }
}

const sorted = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(
    Object.keys(entries)
      .sort()
      .map((key) => [key, entries[key] as T]),
  )

/** As optparse reads them. */
function read(args: readonly string[]): {
  readonly given: ReadonlyMap<string, string>
  readonly operands: number
  readonly error?: string
} {
  const given = new Map<string, string>()
  const rest = [...args]
  let operands = 0
  while (rest.length > 0) {
    const arg = rest.shift() ?? ''
    if (!/^-./.test(arg)) {
      operands++
      continue
    }
    const [long = '', after] = arg.startsWith('--') ? arg.slice(2).split(/=(.*)/s) : []
    const letter = arg.startsWith('--') ? letters[long] : arg[1]
    if (letter === undefined || !Object.values(letters).includes(letter))
      return {
        given,
        operands,
        error: `no such option: ${arg.startsWith('--') ? arg : arg.slice(0, 2)}`,
      }
    if ('yh'.includes(letter)) {
      given.set(letter, '')
      if (!arg.startsWith('--') && arg.length > 2) rest.unshift(`-${arg.slice(2)}`)
      continue
    }
    const attached = arg.startsWith('--') ? after : arg.slice(2) || undefined
    const value = attached ?? rest.shift()
    if (value === undefined) {
      const name = arg.startsWith('--') ? arg : `-${letter}`
      return { given, operands, error: `${name} option requires 1 argument` }
    }
    given.set(letter, value)
  }
  return { given, operands }
}
