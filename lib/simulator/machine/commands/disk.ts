import { absolute, isBelow } from '../../file-system/paths'
import type { ShellCommand, ShellContext } from '../types'
import { answerUsage, parseOptions } from './options'

interface Mount {
  readonly source: string
  readonly at: string
  readonly kilobytes: number
  readonly used: number
}

/** The machine's disk, and what lives in memory. */
const mounts = ({ fs }: ShellContext): readonly Mount[] => [
  { source: '/dev/vda1', at: '/', kilobytes: 20_511_312, used: fs.isFull ? 20_511_312 : 6_812_440 },
  { source: 'tmpfs', at: '/run', kilobytes: 401_236, used: 1_104 },
]

/** `df [-h|-k|-P] [--output=avail] [FILE…]` */
export const df: ShellCommand = {
  name: 'df',
  run: (args, context) =>
    answerUsage(() => {
      const output = args.find((arg) => arg.startsWith('--output='))?.slice('--output='.length)
      const options = parseOptions('df', args.filter((arg) => !arg.startsWith('--output=')), {
        flags: 'hkPaTl',
        long: { 'human-readable': 'h', portability: 'P', all: 'a', local: 'l' },
      }) // prettier-ignore
      const all = mounts(context)
      const missing = options.operands.filter(
        (path) => !context.fs.exists(absolute(context.cwd, path)),
      )
      const asked = options.operands.filter((path) => !missing.includes(path))
      const shown =
        options.operands.length === 0
          ? all
          : asked.map((path) => mountOf(absolute(context.cwd, path), all))
      const stderr = missing.map((path) => `df: ${path}: No such file or directory\n`).join('')
      const size = options.has('h') ? human : String
      const rows = shown.map((mount) => cellsOf(mount, size))
      const table = output === undefined ? [headings(options.has('h'), options.has('P')), ...rows] : [['Avail'], ...rows.map((row) => [row[3] ?? ''])] // prettier-ignore
      return {
        stdout: shown.length === 0 ? '' : aligned(table),
        stderr,
        exitCode: missing.length > 0 ? 1 : 0,
      }
    }),
}

const mountOf = (path: string, all: readonly Mount[]): Mount =>
  [...all].reverse().find(({ at }) => isBelow(path, at)) ?? (all[0] as Mount)

function cellsOf({ source, at, kilobytes, used }: Mount, size: (kb: number) => string): string[] {
  const percent = `${Math.ceil((used / kilobytes) * 100)}%`
  return [source, size(kilobytes), size(used), size(kilobytes - used), percent, at]
}

const headings = (isHuman: boolean, isPosix: boolean): string[] => [
  'Filesystem',
  isHuman ? 'Size' : isPosix ? '1024-blocks' : '1K-blocks',
  'Used',
  isHuman ? 'Avail' : 'Available',
  isPosix ? 'Capacity' : 'Use%',
  'Mounted on',
]

const human = (kilobytes: number): string =>
  kilobytes >= 1024 ** 2
    ? `${(Math.ceil((kilobytes / 1024 ** 2) * 10) / 10).toFixed(kilobytes >= 10 * 1024 ** 2 ? 0 : 1)}G`
    : kilobytes >= 1024
      ? `${Math.ceil(kilobytes / 1024)}M`
      : `${kilobytes}K`

/** The first and the last column stand left, the others right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const width = (at: number): number =>
    Math.max(
      ...rows.map((row) => row[at]?.length ?? 0),
      at === 0 && (rows[0]?.length ?? 0) > 1 ? 14 : 0,
    )
  const lines = rows.map((row) =>
    row
      .map((cell, at) => {
        if (at === row.length - 1 && row.length > 1) return cell
        return at === 0 && row.length > 1 ? cell.padEnd(width(at)) : cell.padStart(width(at))
      })
      .join(' '),
  )
  return lines.map((line) => `${line}\n`).join('')
}
