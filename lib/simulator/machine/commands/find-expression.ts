import { absolute } from '../paths'
import type { FileSystem } from '../file-system'
import type { Stat } from '../inode'
import type { ShellContext } from '../types'
import { describeEntry } from './find-printf'

/** One file that find looks at. */
export interface Entry {
  /** As it is printed: the starting point and what follows. */
  readonly path: string
  readonly full: string
  readonly name: string
  readonly start: string
  readonly depth: number
  readonly stat: Stat
}

/** What a run of find has come to. */
export interface Search {
  readonly context: ShellContext
  readonly now: number
  print(text: string): void
  complain(text: string): void
  /** For `-exec … +`: run once, at the end, with all that was found. */
  defer(command: readonly string[], path: string): void
  exec(command: readonly string[]): Promise<boolean>
  pruned: boolean
  done: boolean
}

export type Test = (entry: Entry, search: Search) => boolean | Promise<boolean>

export interface Expression {
  readonly test: Test
  readonly leastDepth: number
  readonly mostDepth: number
  /** A directory comes after what is in it. */
  readonly depthFirst: boolean
}

/** A wrong command line: what find prints. */
export class FindError extends Error {}

/** Reads the words after the starting points. */
export class ExpressionReader {
  #acts = false
  #limits = { leastDepth: 0, mostDepth: Infinity, depthFirst: false }

  constructor(
    private readonly words: string[],
    private readonly context: ShellContext,
  ) {}

  read(): Expression {
    const whole = this.words.length === 0 ? always : this.#any()
    const [extra] = this.words
    if (extra !== undefined) throw new FindError(`paths must precede expression: \`${extra}'`)
    const print: Test = ({ path }, search) => (search.print(`${path}\n`), true)
    const test: Test = this.#acts ? whole : both(whole, print)
    return { test, ...this.#limits }
  }

  #any(): Test {
    let left = this.#all()
    while (this.words[0] === '-o' || this.words[0] === '-or') {
      this.words.shift()
      const [one, other] = [left, this.#all()]
      left = async (entry, search) => (await one(entry, search)) || (await other(entry, search))
    }
    return left
  }

  #all(): Test {
    let left = this.#not()
    while (this.words.length > 0 && !['-o', '-or', ')'].includes(this.words[0] ?? '')) {
      if (this.words[0] === '-a' || this.words[0] === '-and') this.words.shift()
      left = both(left, this.#not())
    }
    return left
  }

  #not(): Test {
    const word = this.words.shift() ?? ''
    if (word === '!' || word === '-not') {
      const inner = this.#not()
      return async (entry, search) => !(await inner(entry, search))
    }
    if (word !== '(') return this.#primary(word)
    const inner = this.#any()
    if (this.words.shift() !== ')') throw new FindError('expected an expression after `(\'') // prettier-ignore
    return inner
  }

  #primary(word: string): Test {
    const limit = { '-maxdepth': 'mostDepth', '-mindepth': 'leastDepth' }[word]
    if (limit) {
      this.#limits = { ...this.#limits, [limit]: Number(this.#value(word)) }
      return always
    }
    if (word === '-depth') this.#limits.depthFirst = true
    if (['-depth', '-xdev', '-mount', '-noleaf'].includes(word)) return always
    const action = this.#action(word)
    if (action) this.#acts = true
    const test = action ?? plain[word] ?? this.#valued(word)
    if (!test) throw new FindError(`unknown predicate \`${word}'`)
    return test
  }

  #valued(word: string): Test | undefined {
    const make = valued[word]
    return make?.(this.#value(word), this.context)
  }

  #action(word: string): Test | undefined {
    if (word === '-print') return ({ path }, search) => (search.print(`${path}\n`), true)
    if (word === '-print0') return ({ path }, search) => (search.print(`${path}\0`), true)
    if (word === '-exec' || word === '-execdir') return this.#exec()
    if (word === '-printf') {
      const format = this.#value(word)
      return (entry, search) => (search.print(describeEntry(format, entry, search)), true)
    }
    if (word !== '-delete') return undefined
    this.#limits.depthFirst = true
    return ({ full, stat, path }, search) => {
      const { fs } = search.context
      if (path === '.') return true
      try {
        if (stat.kind === 'directory') fs.rmdir(full)
        else fs.unlink(full)
        return true
      } catch (error) {
        search.complain(`cannot delete ‘${path}’: ${(error as { reason?: string }).reason ?? ''}`)
        return false
      }
    }
  }

  #exec(): Test {
    const end = this.words.findIndex(
      (word, at) => word === ';' || (word === '+' && this.words[at - 1] === '{}'),
    )
    if (end < 0) throw new FindError("missing argument to `-exec'")
    const command = this.words.splice(0, end)
    if (this.words.shift() === '+')
      return ({ path }, search) => (search.defer(command.slice(0, -1), path), true)
    return ({ path }, search) => search.exec(command.map((word) => word.replaceAll('{}', path)))
  }

  #value(word: string): string {
    const value = this.words.shift()
    if (value === undefined) throw new FindError(`missing argument to \`${word}'`)
    return value
  }
}

const always: Test = () => true
const both =
  (one: Test, other: Test): Test =>
  async (entry, search) =>
    (await one(entry, search)) && (await other(entry, search))

const plain: Readonly<Record<string, Test>> = {
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

const valued: Readonly<Record<string, MakeTest>> = {
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
    const form = globbed(pattern)
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
  const form = globbed(pattern, flags)
  return (entry) => form.test(of(entry))
}

/** fnmatch(3): here `*` goes across slashes. */
const globbed = (pattern: string, flags = ''): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|]/g, '\\$&')
      .replace(/\*/g, '[^]*')
      .replace(/\?/g, '[^]')
      .replace(/\[!/g, '[^')}$`,
    flags,
  )

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
