import { parentOf } from '../../file-system/paths'
import type { Entry, Search } from './find-search'
import { formatDate } from './date-format'
import { shortTime } from './listing-texts'
import { modeText } from './mode'

type Directive = (entry: Entry, search: Search) => string

const letters = { file: 'f', directory: 'd', symlink: 'l', device: 'c' }

/** Of `find -printf`, as far as scripts use them. */
const directives: Readonly<Record<string, Directive>> = {
  p: ({ path }) => path,
  P: ({ path, start }) => path.slice(start.length).replace(/^\//, ''),
  f: ({ name }) => name,
  h: ({ path }) => (path.includes('/') ? parentOf(path) : '.'),
  H: ({ start }) => start,
  d: ({ depth }) => String(depth),
  m: ({ stat }) => stat.mode.toString(8),
  M: ({ stat }) => modeText(stat.kind, stat.mode),
  s: ({ stat }) => String(stat.size),
  y: ({ stat }) => letters[stat.kind],
  n: ({ stat }) => String(stat.nlink),
  i: ({ stat }) => String(stat.ino),
  U: ({ stat }) => String(stat.uid),
  G: ({ stat }) => String(stat.gid),
  u: ({ stat }, { context }) => context.machine.users.nameOf(stat.uid),
  g: ({ stat }, { context }) => context.machine.users.groupName(stat.gid),
  l: ({ stat, full }, { context }) => (stat.kind === 'symlink' ? context.fs.readlink(full) : ''),
  t: ({ stat }) => formatDate('%a %b %e %H:%M:%S.%N0 %Y', stat.mtimeMs),
  c: ({ stat }) => formatDate('%a %b %e %H:%M:%S.%N0 %Y', stat.ctimeMs),
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '0': '\0', '\\': '\\' }

/** One entry in the words of a `-printf` format. */
export const describeEntry = (format: string, entry: Entry, search: Search): string =>
  format.replace(
    /\\(.)|%([TC])(.)|%(-?\d*)(.)/g,
    (all: string, ...groups: (string | undefined)[]) => {
      const [escape, time, part = '', width = '', letter = ''] = groups
      if (escape !== undefined) return escapes[escape] ?? all
      if (time !== undefined) {
        const ms = time === 'T' ? entry.stat.mtimeMs : entry.stat.ctimeMs
        return part === '@' ? `${formatDate('%s.%N', ms)}0` : formatDate(`%${part}`, ms)
      }
      if (letter === '%') return '%'
      const value = directives[letter]?.(entry, search) ?? all
      return width.startsWith('-')
        ? value.padEnd(Number(width.slice(1)))
        : value.padStart(Number(width))
    },
  )

/** One entry as `-ls` lists it: as `ls -dils`, in columns of their own. */
export const longListing = (entry: Entry, search: Search): string => {
  const { stat, path } = entry
  const blocks = stat.kind === 'symlink' ? 0 : Math.ceil(stat.size / 4096) * 4
  const cells = describeEntry('%9i', entry, search)
  const owner = describeEntry('%M %3n %-8u %-8g %8s', entry, search)
  const target = stat.kind === 'symlink' ? ` -> ${describeEntry('%l', entry, search)}` : ''
  return `${cells} ${String(blocks).padStart(6)} ${owner} ${shortTime(stat.mtimeMs)} ${path}${target}\n`
}
