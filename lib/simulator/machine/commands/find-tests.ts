import type { FileSystem } from '../../file-system/file-system'
import { fnmatch } from '../fnmatch'
import type { Stat } from '../../file-system/inode'
import { absolute } from '../../file-system/paths'
import { parseDate } from './date-parse'
import type { ShellContext } from '../types'
import { type Entry, FindError, type Test } from './find-search'

export const always: Test = () => true

/** Tests without a value. */
export const plainTests: Readonly<Record<string, Test>> = {
  '-true': always,
  '-false': () => false,
  '-prune': (_, search) => (search.pruned = true),
  '-quit': (_, search) => (search.done = true),
  '-empty': ({ stat, full }, { context: { fs } }) =>
    stat.kind === 'directory'
      ? fs.list(full).length === 0
      : stat.kind === 'file' && stat.size === 0,
  '-readable': ({ full }, { context: { fs } }) => fs.mayAccess(full, 4),
  '-writable': ({ full }, { context: { fs } }) => fs.mayAccess(full, 2),
  '-executable': ({ full }, { context: { fs } }) => fs.mayAccess(full, 1),
}

type MakeTest = (value: string, context: ShellContext) => Test

const letters = { f: 'file', d: 'directory', l: 'symlink', c: 'device' } as const

/** Tests with a value. */
export const valuedTests: Readonly<Record<string, MakeTest>> = {
  '-name': (pattern) => matching(pattern, ({ name }) => name),
  '-iname': (pattern) => matching(pattern, ({ name }) => name, 'i'),
  '-path': (pattern) => matching(pattern, ({ path }) => path),
  '-wholename': (pattern) => matching(pattern, ({ path }) => path),
  '-regex': (pattern) => {
    const form = new RegExp(`^(?:${pattern.replace(/\\([(){}|])/g, '$1')})$`)
    return ({ path }) => form.test(path)
  },
  '-type': (types) => {
    const kinds = types.split(',').map((letter) => letters[letter as 'f'])
    if (kinds.some((kind) => kind === undefined) && !/^[bps]$/.test(types))
      throw new FindError(`Unknown argument to -type: ${types}`)
    return ({ stat }) => kinds.includes(stat.kind as 'file')
  },
  '-lname': (pattern) => {
    const form = fnmatch(pattern)
    return ({ stat, full }, { context: { fs } }) =>
      stat.kind === 'symlink' && form.test(fs.readlink(full))
  },
  '-size': (value) => {
    const [, sign = '', number = '', unit = 'b'] = /^([+-]?)(\d+)([bckwMG]?)$/.exec(value) ?? []
    const size = { b: 512, c: 1, w: 2, k: 1024, M: 1024 ** 2, G: 1024 ** 3 }[unit || 'b'] ?? 512
    return ({ stat }) => compares(Math.ceil(stat.size / size), sign, Number(number))
  },
  '-links': (value) => counted(value, ({ stat }) => stat.nlink),
  '-inum': (value) => counted(value, ({ stat }) => stat.ino),
  '-uid': (value) => counted(value, ({ stat }) => stat.uid),
  '-gid': (value) => counted(value, ({ stat }) => stat.gid),
  '-user': (name, { machine }) => {
    const uid = machine.users.find(name)?.uid
    if (uid === undefined) throw new FindError(`‘${name}’ is not the name of a known user`)
    return ({ stat }) => stat.uid === uid
  },
  '-group': (name, { machine }) => {
    const gid = machine.users.gid(name)
    if (gid === undefined) throw new FindError(`‘${name}’ is not the name of an existing group`)
    return ({ stat }) => stat.gid === gid
  },
  '-perm': (value) => {
    const [, how = '', octal = ''] = /^([-/]?)([0-7]+)$/.exec(value) ?? []
    if (octal === '') throw new FindError(`invalid mode ‘${value}’`)
    const mode = parseInt(octal, 8)
    if (how === '-') return ({ stat }) => (stat.mode & mode) === mode
    return ({ stat }) => (how === '/' ? (stat.mode & mode) !== 0 : stat.mode === mode)
  },
  '-newer': (path, context) => {
    const { mtimeMs } = statOf(context.fs, context.cwd, path)
    return ({ stat }) => stat.mtimeMs > mtimeMs
  },
  '-newermt': (text, { machine }) => {
    const ms = parseDate(text, machine.clock.now())
    if (ms === undefined)
      throw new FindError(`I cannot figure out how to interpret ‘${text}’ as a date or time`)
    return ({ stat }) => stat.mtimeMs > ms
  },
  '-samefile': (path, context) => {
    const { ino } = statOf(context.fs, context.cwd, path)
    return ({ stat }) => stat.ino === ino
  },
  '-mmin': (value) => aged(value, 60_000, (stat) => stat.mtimeMs),
  '-cmin': (value) => aged(value, 60_000, (stat) => stat.ctimeMs),
  '-mtime': (value) => aged(value, 86_400_000, (stat) => stat.mtimeMs),
  '-ctime': (value) => aged(value, 86_400_000, (stat) => stat.ctimeMs),
}

function statOf(fs: FileSystem, cwd: string, path: string): Stat {
  try {
    return fs.stat(absolute(cwd, path))
  } catch (error) {
    throw new FindError(`‘${path}’: ${(error as { reason?: string }).reason ?? ''}`)
  }
}

const matching = (pattern: string, of: (entry: Entry) => string, flags = ''): Test => {
  const form = fnmatch(pattern, flags)
  return (entry) => form.test(of(entry))
}

const compares = (actual: number, sign: string, wanted: number): boolean =>
  sign === '+' ? actual > wanted : sign === '-' ? actual < wanted : actual === wanted

const counted = (value: string, of: (entry: Entry) => number): Test => {
  const [, sign = '', number = ''] = /^([+-]?)(\d+)$/.exec(value) ?? []
  return (entry) => compares(of(entry), sign, Number(number))
}

/** Whole units of age: what is younger than one is 0. */
const aged = (value: string, unitMs: number, of: (stat: Stat) => number): Test => {
  const [, sign = '', number = ''] = /^([+-]?)(\d+)$/.exec(value) ?? []
  return ({ stat }, { now }) =>
    compares(Math.floor(Math.max(0, now - of(stat)) / unitMs), sign, Number(number))
}
