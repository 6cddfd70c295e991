import { absolute, join } from '../../file-system/paths'
import { reasonOf } from '../../file-system/file-system-error'
import type { Stat } from '../../file-system/inode'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'
import { modeText } from './mode'
import { answerUsage, type Options, parseOptions } from './options'

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
        flags: 'laA1dhnitrRSFpQgGo',
        long: {
          all: 'a',
          'almost-all': 'A',
          directory: 'd',
          inode: 'i',
          recursive: 'R',
          reverse: 'r',
          color: 'z',
          'full-time': 'y',
          'time-style': 'Y',
          'human-readable': 'h',
        },
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
        name.endsWith('/') || (!options.has('l') && !options.has('d') && fs.exists(path))
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
  const entries = names.map((name) => ({
    name,
    path: join(directory.path, name),
    stat: fs.lstat(join(directory.path, name)),
  }))
  const dots = ['.', '..'].map((name) => ({
    name,
    path: absolute(directory.path, name),
    stat: fs.stat(absolute(directory.path, name)),
  }))
  const shown = sorted(all ? [...dots, ...entries] : entries, options)
  const blocks = shown.reduce((sum, { stat }) => sum + blocksOf(stat), 0)
  const total = options.has('l') ? `total ${blocks}\n` : ''
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

const sorted = (entries: readonly Entry[], options: Options): Entry[] => {
  const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  const order = (a: Entry, b: Entry): number => {
    if (options.has('t') && a.stat.mtimeMs !== b.stat.mtimeMs)
      return b.stat.mtimeMs - a.stat.mtimeMs
    if (options.has('S') && a.stat.size !== b.stat.size) return b.stat.size - a.stat.size
    return byName(a, b)
  }
  const result = [...entries].sort(order)
  return options.has('r') ? result.reverse() : result
}

const render = (entries: readonly Entry[], options: Options, context: ShellContext): string => {
  const inode = (entry: Entry): string => (options.has('i') ? `${entry.stat.ino} ` : '')
  if (!options.has('l') && !options.has('n'))
    return entries.map((entry) => `${inode(entry)}${suffixed(entry, options)}\n`).join('')
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
        owner.padEnd(width(1)),
        group.padEnd(width(2)),
        size.padStart(width(3)),
      ]
      const target = entry.stat.kind === 'symlink' ? ` -> ${context.fs.readlink(entry.path)}` : ''
      return `${inode(entry)}${modeText(entry.stat.kind, entry.stat.mode)} ${cells.join(' ')} ${timeText(entry.stat.mtimeMs)} ${suffixed(entry, options)}${target}\n`
    })
    .join('')
}

const suffixed = ({ name, stat }: Entry, options: Options): string => {
  if (stat.kind === 'directory' && (options.has('F') || options.has('p'))) return `${name}/`
  if (!options.has('F') || options.has('l')) return name
  return stat.kind === 'symlink'
    ? `${name}@`
    : stat.kind === 'file' && (stat.mode & 0o111) !== 0
      ? `${name}*`
      : name
}

const sixMonths = 183 * 86_400_000

const timeText = (ms: number): string => {
  const date = new Date(ms)
  const month = date.toUTCString().slice(8, 11)
  const day = String(date.getUTCDate()).padStart(2)
  const recent = Math.abs(Date.now() - ms) < sixMonths
  return `${month} ${day} ${recent ? date.toISOString().slice(11, 16) : String(date.getUTCFullYear()).padStart(5)}`
}

const human = (size: number): string => {
  if (size < 1024) return String(size)
  const units = ['K', 'M', 'G', 'T']
  let value = size / 1024
  let index = 0
  while (value >= 1024 && index < units.length - 1) {
    value /= 1024
    index++
  }
  const rounded = value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value))
  return `${rounded}${units[index]}`
}
