import { absolute, isBelow } from '../../file-system/paths'
import type { ShellCommand, ShellContext } from '../types'
import { answerUsage, parseOptions } from './options'

interface Mount {
  readonly source: string
  readonly type: string
  readonly at: string
  readonly kilobytes: number
  readonly used: number
}

const disk = 20_511_312

/** The machine's disk, and what lives in memory. */
const mounts = ({ fs, machine }: ShellContext): readonly Mount[] =>
  machine.mounts
    .all()
    .filter(({ type }) => type === 'ext4' || type === 'tmpfs')
    .map(({ source, target: at, type }) =>
      type === 'ext4'
        ? { source, type, at, kilobytes: disk, used: fs.isFull ? disk : 6_812_440 }
        : { source, type, at, kilobytes: 401_236, used: at === '/run' ? 1_104 : 0 },
    )

/** `df [-h|-k|-P|-T|-i] [-t TYPE] [-x TYPE] [--output[=FIELDS]] [FILE…]` */
export const df: ShellCommand = {
  name: 'df',
  run: (args, context) =>
    answerUsage(() => {
      const output = args.find((arg) => /^--output(=|$)/.test(arg))
      const options = parseOptions('df', args.filter((arg) => arg !== output), {
        flags: 'hkPaTliH', values: 'txB',
        long: {
          'human-readable': 'h', portability: 'P', all: 'a', local: 'l', 'print-type': 'T', inodes: 'i', type: 't',
          'exclude-type': 'x', 'block-size': 'B',
        },
      }) // prettier-ignore
      const all = mounts(context).filter(
        ({ type }) => type !== options.value('x') && (options.value('t') ?? type) === type,
      )
      const missing = options.operands.filter(
        (path) => !context.fs.exists(absolute(context.cwd, path)),
      )
      const asked = options.operands.filter((path) => !missing.includes(path))
      const shown =
        options.operands.length === 0
          ? all
          : asked.map((path) => mountOf(absolute(context.cwd, path), all))
      const stderr = missing.map((path) => `df: ${path}: No such file or directory\n`).join('')
      const has = (letter: string): boolean => options.has(letter)
      const fields = output?.split('=')[1]?.split(',') ?? usual(has)
      const size = has('h') ? human : String
      const rows = shown.map((mount) => fields.map((field) => cell(mount, field, size)))
      // By its name the free space has a shorter heading.
      const byName = output?.includes('=') ?? false
      const head = fields.map((field) =>
        byName && field === 'avail' ? 'Avail' : heading(field, has),
      )
      return {
        stdout: shown.length === 0 ? '' : aligned([head, ...rows], fields),
        stderr,
        exitCode: missing.length > 0 ? 1 : 0,
      }
    }),
}

const usual = (has: (letter: string) => boolean): readonly string[] =>
  has('i')
    ? ['source', 'itotal', 'iused', 'iavail', 'ipcent', 'target']
    : ['source', ...(has('T') ? ['fstype'] : []), 'size', 'used', 'avail', 'pcent', 'target']

const inodes = 1_310_720

function cell(
  { source, type, at, kilobytes, used }: Mount,
  field: string,
  size: (kb: number) => string,
): string {
  const percent = (part: number, whole: number): string => `${Math.ceil((part / whole) * 100)}%`
  const cells: Readonly<Record<string, string>> = {
    source,
    fstype: type,
    size: size(kilobytes),
    used: size(used),
    avail: size(kilobytes - used),
    pcent: percent(used, kilobytes),
    target: at,
    itotal: String(inodes),
    iused: '96412',
    iavail: String(inodes - 96_412),
    ipcent: percent(96_412, inodes),
    file: '-',
  }
  return cells[field] ?? ''
}

function heading(field: string, has: (letter: string) => boolean): string {
  const headings: Readonly<Record<string, string>> = {
    source: 'Filesystem',
    fstype: 'Type',
    size: has('h') ? 'Size' : has('P') ? '1024-blocks' : '1K-blocks',
    used: 'Used',
    avail: has('h') ? 'Avail' : 'Available',
    pcent: has('P') ? 'Capacity' : 'Use%',
    target: 'Mounted on',
    itotal: 'Inodes',
    iused: 'IUsed',
    iavail: 'IFree',
    ipcent: 'IUse%',
  }
  return headings[field] ?? field
}

const mountOf = (path: string, all: readonly Mount[]): Mount =>
  [...all].reverse().find(({ at }) => isBelow(path, at)) ?? (all[0] as Mount)

const human = (kilobytes: number): string =>
  kilobytes >= 1024 ** 2
    ? `${(Math.ceil((kilobytes / 1024 ** 2) * 10) / 10).toFixed(kilobytes >= 10 * 1024 ** 2 ? 0 : 1)}G`
    : kilobytes >= 1024
      ? `${Math.ceil(kilobytes / 1024)}M`
      : `${kilobytes}K`

const left = new Set(['source', 'fstype', 'target'])
/** What coreutils never makes narrower. */
const narrowest: Readonly<Record<string, number>> = {
  source: 14,
  size: 5,
  used: 5,
  avail: 5,
  fstype: 4,
}

/** Names stand left, numbers right, each column as wide as its widest. */
function aligned(rows: readonly (readonly string[])[], fields: readonly string[]): string {
  const width = (at: number): number =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0), narrowest[fields[at] ?? ''] ?? 0)
  const lines = rows.map((row) =>
    row
      .map((text, at) => {
        if (!left.has(fields[at] ?? '')) return text.padStart(width(at))
        return at === row.length - 1 ? text : text.padEnd(width(at))
      })
      .join(' '),
  )
  return lines.map((line) => `${line}\n`).join('')
}
