import type { FileSystem } from '../../file-system/file-system'
import { reasonOf } from '../../file-system/file-system-error'
import type { Stat } from '../../file-system/inode'
import { absolute, join, nameOf, parentOf } from '../../file-system/paths'
import type { Machine } from '../machine'
import type { ShellCommand } from '../types'
import { isoWithZone } from './date-format'
import { forEach } from './each'
import { modeText } from './mode'
import { answerUsage, parseOptions, UsageError } from './options'

const kinds = {
  file: 'regular file',
  directory: 'directory',
  symlink: 'symbolic link',
  device: 'character special file',
}

const kindOf = ({ kind, size }: Stat): string =>
  kind === 'file' && size === 0 ? 'regular empty file' : kinds[kind]

const typeBits = { file: 0o100000, directory: 0o040000, symlink: 0o120000, device: 0o020000 }

interface Subject {
  readonly name: string
  readonly target: string | undefined
  readonly stat: Stat
}

/** The directives of `stat -c` that scripts use; an unknown one prints as `?`, as GNU does. */
const directives: Readonly<Record<string, (subject: Subject, machine: Machine) => string>> = {
  a: ({ stat }) => stat.mode.toString(8),
  A: ({ stat }) => modeText(stat.kind, stat.mode),
  f: ({ stat }) => (typeBits[stat.kind] | stat.mode).toString(16),
  u: ({ stat }) => String(stat.uid),
  U: ({ stat }, { users }) => users.nameOf(stat.uid),
  g: ({ stat }) => String(stat.gid),
  G: ({ stat }, { users }) => users.groupName(stat.gid),
  s: ({ stat }) => String(stat.size),
  h: ({ stat }) => String(stat.nlink),
  i: ({ stat }) => String(stat.ino),
  n: ({ name }) => name,
  N: ({ name, target }) =>
    target === undefined ? quoted(name) : `${quoted(name)} -> ${quoted(target)}`,
  F: ({ stat }) => kindOf(stat),
  y: ({ stat }) => isoWithZone(stat.mtimeMs),
  Y: ({ stat }) => String(Math.floor(stat.mtimeMs / 1000)),
  z: ({ stat }) => isoWithZone(stat.ctimeMs),
  Z: ({ stat }) => String(Math.floor(stat.ctimeMs / 1000)),
  x: ({ stat }) => isoWithZone(stat.mtimeMs),
  X: ({ stat }) => String(Math.floor(stat.mtimeMs / 1000)),
  w: () => '-',
  W: () => '0',
  b: ({ stat }) => String(Math.ceil(stat.size / 4096) * 8),
  B: () => '512',
  o: () => '4096',
  d: () => '65024',
  '%': () => '%',
}

const quoted = (name: string): string => `'${name}'`

const longForm = `  File: %N
  Size: %s\t\tBlocks: %b          IO Block: %o   %F
Device: 254,0\tInode: %i      Links: %h
Access: (0%a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)
Access: %x
Modify: %y
Change: %z
 Birth: %w`

export const stat: ShellCommand = {
  name: 'stat',
  run: (args, { fs, cwd, machine }) =>
    answerUsage(() => {
      const { operands, has, value } = parseOptions('stat', args, {
        flags: 'Lt',
        values: 'cP',
        long: { format: 'c', dereference: 'L', printf: 'P' },
      })
      if (operands.length === 0) throw new UsageError('stat', 'missing operand')
      const printf = value('P')
      const format =
        printf === undefined
          ? `${value('c') ?? longForm}\n`
          : printf.replace(/\\n/g, '\n').replace(/\\t/g, '\t')
      return forEach(
        operands,
        (name) => {
          const path = absolute(cwd, name)
          const found = has('L') ? fs.stat(path) : fs.lstat(path)
          const target = found.kind === 'symlink' ? fs.readlink(path) : undefined
          return format.replace(/%(\d*)(.)/g, (_, width: string, letter: string) =>
            (directives[letter]?.({ name, target, stat: found }, machine) ?? '?').padStart(
              Number(width),
            ),
          )
        },
        (name, reason) => `stat: cannot statx '${name}': ${reason}`,
      )
    }),
}

export const readlink: ShellCommand = {
  name: 'readlink',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const { operands, has } = parseOptions('readlink', args, {
        flags: 'fenmsqv',
        long: { canonicalize: 'f' },
      })
      if (operands.length === 0) throw new UsageError('readlink', 'missing operand')
      let exitCode = 0
      const lines = operands.flatMap((operand) => {
        try {
          const path = absolute(cwd, operand)
          return [
            has('f') || has('e') || has('m') ? canonical(fs, path, wantOf(has)) : fs.readlink(path),
          ]
        } catch (error) {
          reasonOf(error)
          exitCode = 1
          return []
        }
      })
      return { stdout: lines.map((line) => (has('n') ? line : `${line}\n`)).join(''), exitCode }
    }),
}

export const realpath: ShellCommand = {
  name: 'realpath',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const { operands, has } = parseOptions('realpath', args, {
        flags: 'emsqLP',
        long: { 'canonicalize-existing': 'e', 'canonicalize-missing': 'm', 'no-symlinks': 's' },
      })
      if (operands.length === 0) throw new UsageError('realpath', 'missing operand')
      return forEach(
        operands,
        (operand) => `${canonical(fs, absolute(cwd, operand), wantOf(has))}\n`,
        (operand, reason) => `realpath: ${operand}: ${reason}`,
      )
    }),
}

/** How much of the path must exist: all of it, all but the last name, nothing. */
type Existing = 'all' | 'parent' | 'none'

const wantOf = (has: (letter: string) => boolean): Existing =>
  has('e') ? 'all' : has('m') ? 'none' : 'parent'

/** The path without symlinks. */
const canonical = (fs: FileSystem, path: string, existing: Existing): string => {
  if (existing === 'all' || fs.exists(path)) return fs.realpath(path)
  const above = parentOf(path)
  const parent = existing === 'none' ? canonical(fs, above, existing) : fs.realpath(above)
  return join(parent, nameOf(path))
}
