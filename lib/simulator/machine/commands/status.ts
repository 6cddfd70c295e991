import { posix } from 'node:path'
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
  U: ({ stat }, { users }) => named(users.nameOf(stat.uid)),
  g: ({ stat }) => String(stat.gid),
  G: ({ stat }, { users }) => named(users.groupName(stat.gid)),
  s: ({ stat }) => String(stat.size),
  h: ({ stat }) => String(stat.nlink),
  i: ({ stat }) => String(stat.ino),
  n: ({ name }) => name,
  N: ({ name, target }) =>
    target === undefined ? quoted(name) : `${quoted(name)} -> ${quoted(target)}`,
  // The long form does not quote the name.
  '!': ({ name, target }) => (target === undefined ? name : `${name} -> ${target}`),
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
  D: () => 'fe00',
  t: () => '0',
  T: () => '0',
  m: () => '/',
  '%': () => '%',
}

const quoted = (name: string): string => `'${name}'`

/** Who has no name is a number to the table of users. */
const named = (name: string): string => (/^\d+$/.test(name) ? 'UNKNOWN' : name)

const longForm = `  File: %N
  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F
Device: 254,0\tInode: %-10i  Links: %h
Access: (%04a/%10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)
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
          ? `${value('c') ?? longForm.replace('%N', '%!')}\n`
          : printf.replace(/\\n/g, '\n').replace(/\\t/g, '\t')
      return forEach(
        operands,
        (name) => {
          const path = absolute(cwd, name)
          const found = has('L') ? fs.stat(path) : fs.lstat(path)
          const target = found.kind === 'symlink' ? fs.readlink(path) : undefined
          return format.replace(
            /%([-0]*)(\d*)(.)/g,
            (_, flags: string, width: string, letter: string) => {
              const text = directives[letter]?.({ name, target, stat: found }, machine) ?? '?'
              if (flags.includes('-')) return text.padEnd(Number(width))
              return text.padStart(Number(width), flags.includes('0') ? '0' : ' ')
            },
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
        flags: 'fenmsqvz',
        long: {
          canonicalize: 'f',
          'canonicalize-existing': 'e',
          'canonicalize-missing': 'm',
          'no-newline': 'n',
          verbose: 'v',
        },
      })
      if (operands.length === 0) throw new UsageError('readlink', 'missing operand')
      let exitCode = 0
      let stderr = ''
      const lines = operands.flatMap((operand) => {
        try {
          const path = absolute(cwd, operand)
          return [
            has('f') || has('e') || has('m') ? canonical(fs, path, wantOf(has)) : fs.readlink(path),
          ]
        } catch (error) {
          const reason = reasonOf(error)
          if (has('v')) stderr += `readlink: ${operand}: ${reason}\n`
          exitCode = 1
          return []
        }
      })
      const isBare = has('n') && operands.length === 1
      const stdout = lines.map((line) => (isBare ? line : `${line}\n`)).join('')
      return { stdout, stderr, exitCode }
    }),
}

export const realpath: ShellCommand = {
  name: 'realpath',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const { operands, has, value } = parseOptions('realpath', args, {
        flags: 'emsqLPz',
        long: {
          'canonicalize-existing': 'e',
          'canonicalize-missing': 'm',
          'no-symlinks': 's',
          strip: 's',
          quiet: 'q',
          zero: 'z',
        },
        longValues: ['relative-to', 'relative-base'],
      })
      if (operands.length === 0) throw new UsageError('realpath', 'missing operand')
      const resolved = (operand: string): string =>
        has('s') ? absolute(cwd, operand) : canonical(fs, absolute(cwd, operand), wantOf(has))
      const [near, base] = [value('relative-to'), value('relative-base')].map((each) =>
        each === undefined ? undefined : resolved(each),
      )
      const shown = (path: string): string => {
        if (near !== undefined) return posix.relative(near, path) || '.'
        const isBelow = base !== undefined && (path === base || path.startsWith(`${base}/`))
        return isBelow ? posix.relative(base, path) || '.' : path
      }
      return forEach(
        operands,
        (operand) => `${shown(resolved(operand))}${has('z') ? '\0' : '\n'}`,
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
