import { absolute, join } from '../../file-system/paths'
import { reasonOf } from '../../file-system/file-system-error'
import type { Stat } from '../../file-system/inode'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'
import { matches } from '../../shell/words/patterns'
import { human, suffixed, timeText } from './listing-texts'
import { modeText } from './mode'
import { answerUsage, type Options, parseOptions } from './options'
import { byVersion } from './text/sort-orders'

interface Entry {
  readonly name: string
  readonly path: string
  readonly stat: Stat
}

export const ls: ShellCommand = {
  name: 'ls',
  run: (args, context) =>
    answerUsage(() => {
      const options = parseOptions('ls', args, {
        flags: 'laA1dhnitrRSFpQgGoLHUXvBsbNqZkmCxcuDT',
        values: 'I',
        long: {
          ignore: 'I',
          hide: 'I',
          dereference: 'L',
          size: 's',
          context: 'Z',
          escape: 'b',
          'quote-name': 'Q',
          literal: 'N',
          classify: 'F',
          'no-group': 'G',
          'numeric-uid-gid': 'n',

          all: 'a',
          'almost-all': 'A',
          directory: 'd',
          inode: 'i',
          recursive: 'R',
          reverse: 'r',
          color: 'z',
          'full-time': 'y',
          'human-readable': 'h',
        },
        longFlags: ['group-directories-first', 'file-type', 'indicator-style', 'format'],
        longValues: ['time-style', 'sort', 'quoting-style', 'block-size', 'width'],
      })
      return list(options.operands.length > 0 ? options.operands : ['.'], options, context)
    }),
}

const list = (
  operands: readonly string[],
  options: Options,
  context: ShellContext,
): CommandOutput => {
  const { fs, cwd } = context
  let stderr = ''
  const files: Entry[] = []
  const directories: Entry[] = []
  for (const name of operands) {
    const path = absolute(cwd, name)
    try {
      const followed =
        name.endsWith('/') ||
        (options.has('L') && fs.exists(path)) ||
        (!isLong(options) && !options.has('d') && fs.exists(path))
      const stat = followed ? fs.stat(path) : fs.lstat(path)
      const target = stat.kind === 'directory' && !options.has('d') ? directories : files
      target.push({ name, path, stat })
    } catch (error) {
      stderr += `ls: cannot access '${name}': ${reasonOf(error)}\n`
    }
  }
  const sections: string[] =
    files.length > 0 ? [render(sorted(files, options), options, context)] : []
  const titled = operands.length > 1 || options.has('R')
  for (const directory of sorted(directories, options)) {
    try {
      sections.push(...listDirectory(directory, titled, options, context))
    } catch (error) {
      stderr += `ls: cannot open directory '${directory.name}': ${reasonOf(error)}\n`
      if (titled) sections.push(`${directory.name}:\n`)
    }
  }
  return { stdout: sections.join('\n'), stderr, exitCode: stderr === '' ? 0 : 2 }
}

const listDirectory = (
  directory: Entry,
  titled: boolean,
  options: Options,
  context: ShellContext,
): string[] => {
  const { fs } = context
  const all = options.has('a')
  const names = fs
    .list(directory.path)
    .filter((name) => all || options.has('A') || !name.startsWith('.'))
    .filter((name) => !options.has('B') || !name.endsWith('~'))
    .filter((name) => !options.values('I').some((pattern) => matches(pattern, name)))
  const entries = names.map((name) => {
    const path = join(directory.path, name)
    return {
      name,
      path,
      stat: options.has('L') && fs.exists(path) ? fs.stat(path) : fs.lstat(path),
    }
  })
  const dots = ['.', '..'].map((name) => ({
    name,
    path: absolute(directory.path, name),
    stat: fs.stat(absolute(directory.path, name)),
  }))
  const shown = sorted(all ? [...dots, ...entries] : entries, options)
  const blocks = shown.reduce((sum, { stat }) => sum + blocksOf(stat), 0)
  const isTotalled = isLong(options) || options.has('s')
  const total = isTotalled ? `total ${blocksText(blocks, options)}\n` : ''
  const section = `${titled ? `${directory.name}:\n` : ''}${total}${render(shown, options, context)}`
  const below = options.has('R')
    ? sorted(entries, options).filter(({ stat }) => stat.kind === 'directory')
    : []
  return [
    section,
    ...below.flatMap((each) =>
      listDirectory(
        { ...each, name: `${directory.name.replace(/\/$/, '')}/${each.name}` },
        true,
        options,
        context,
      ),
    ),
  ]
}

/** In KiB, as ext4 would allocate. */
const blocksOf = ({ kind, size }: Stat): number =>
  kind === 'file' || kind === 'directory' ? Math.ceil(size / 4096) * 4 : 0

const blocksText = (blocks: number, { has }: Options): string =>
  has('h') ? human(blocks * 1024) : String(blocks)

/** A line for each, with what is known of it. */
const isLong = ({ has }: Options): boolean => ['l', 'n', 'g', 'o', 'y'].some((each) => has(each))

const sorted = (entries: readonly Entry[], options: Options): Entry[] => {
  const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  const extensionOf = ({ name }: Entry): string => /\.[^.]*$/.exec(name)?.[0] ?? ''
  const by = options.value('sort')
  const order = (a: Entry, b: Entry): number => {
    if (options.has('group-directories-first')) {
      const [first, second] = [a, b].map(({ stat }) => stat.kind !== 'directory')
      if (first !== second) return first ? 1 : -1
    }
    if (options.has('v') || by === 'version') return byVersion(a.name, b.name) || byName(a, b)
    if (options.has('X') || by === 'extension')
      return extensionOf(a) < extensionOf(b)
        ? -1
        : extensionOf(a) > extensionOf(b)
          ? 1
          : byName(a, b)
    if ((options.has('t') || by === 'time') && a.stat.mtimeMs !== b.stat.mtimeMs)
      return b.stat.mtimeMs - a.stat.mtimeMs
    if ((options.has('S') || by === 'size') && a.stat.size !== b.stat.size)
      return b.stat.size - a.stat.size
    return byName(a, b)
  }
  if (options.has('U') || by === 'none') return [...entries]
  const result = [...entries].sort(order)
  return options.has('r') ? result.reverse() : result
}

const render = (entries: readonly Entry[], options: Options, context: ShellContext): string => {
  const sizes = entries.map(({ stat }) => blocksText(blocksOf(stat), options))
  const widest = Math.max(0, ...sizes.map(({ length }) => length))
  const before = (entry: Entry, index: number): string =>
    (options.has('i') ? `${entry.stat.ino} ` : '') +
    (options.has('s') ? `${(sizes[index] ?? '').padStart(widest)} ` : '') +
    (options.has('Z') && !isLong(options) ? '? ' : '')
  if (!isLong(options)) {
    const shown = entries.map((entry, index) => before(entry, index) + suffixed(entry, options))
    if (options.has('m')) return shown.length > 0 ? `${shown.join(', ')}\n` : ''
    if (options.has('C') || options.has('x')) return shown.length > 0 ? `${shown.join('  ')}\n` : ''
    return shown.map((each) => `${each}\n`).join('')
  }
  const { users } = context.machine
  const rows = entries.map(({ stat }) => [
    String(stat.nlink),
    options.has('n') ? String(stat.uid) : users.nameOf(stat.uid),
    options.has('n') ? String(stat.gid) : users.groupName(stat.gid),
    options.has('h') ? human(stat.size) : String(stat.size),
  ])
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  return entries
    .map((entry, index) => {
      const [links = '', owner = '', group = '', size = ''] = rows[index] ?? []
      const cells = [
        links.padStart(width(0)),
        ...(options.has('g') ? [] : [owner.padEnd(width(1))]),
        ...(options.has('G') || options.has('o') ? [] : [group.padEnd(width(2))]),
        size.padStart(width(3)),
      ]
      const target = entry.stat.kind === 'symlink' ? ` -> ${context.fs.readlink(entry.path)}` : ''
      return `${before(entry, index)}${modeText(entry.stat.kind, entry.stat.mode)} ${cells.join(' ')} ${timeText(options.has('c') ? entry.stat.ctimeMs : entry.stat.mtimeMs, options)} ${suffixed(entry, options)}${target}\n`
    })
    .join('')
}
