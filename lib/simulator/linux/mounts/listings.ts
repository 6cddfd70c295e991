import { absolute } from '../../file-system/paths'
import { CommandLine, FlagError, parseCommandLine } from '../../go/command-line'
import type { CommandContext, CommandOutput } from '../../machine/types'
import { type Mount, mountAt, mountOver, mountsOf } from '../../machine/mount-table'

const findmntFlags = {
  'noheadings|n': 'switch',
  'output|o': 'value',
  'target|T': 'value',
  'mountpoint|M': 'value',
  'source|S': 'value',
  'types|t': 'value',
  'list|l': 'switch',
  'raw|r': 'switch',
  'first-only|f': 'switch',
} as const

const cells: Readonly<Record<string, (mount: Mount) => string>> = {
  TARGET: ({ target }) => target,
  SOURCE: ({ source }) => source,
  FSTYPE: ({ type }) => type,
  OPTIONS: ({ options }) => options,
}

/** `findmnt [-n] [-o COLUMNS] [-T PATH] [MOUNTPOINT|SOURCE]`. */
export function findmnt(args: readonly string[], { machine, cwd }: CommandContext): CommandOutput {
  const line = read(args, findmntFlags, 'findmnt')
  if (!(line instanceof CommandLine)) return line
  const [wanted] = [line.value('mountpoint'), ...line.words].filter((word) => word !== undefined)
  const over = line.value('target')
  const [type, source] = [line.value('types'), line.value('source')]
  const found = (
    over !== undefined
      ? [mountOver(machine, absolute(cwd, over))]
      : wanted !== undefined
        ? [mountAt(machine, absolute(cwd, wanted)) ?? mountsOf(machine).find((each) => each.source === wanted)]
        : mountsOf(machine)
  ).filter((each): each is Mount => each !== undefined && (type === undefined || each.type === type) && (source === undefined || each.source === source)) // prettier-ignore
  if (found.length === 0) return { exitCode: 1 }
  const columns = (line.value('output') ?? 'TARGET,SOURCE,FSTYPE,OPTIONS').toUpperCase().split(',')
  const unknown = columns.find((column) => !(column in cells))
  if (unknown !== undefined) return { stderr: `findmnt: unknown column: ${unknown}\n`, exitCode: 1 }
  const rows = found.map((each) => columns.map((column) => cells[column]!(each)))
  return { stdout: laidOut(line.is('noheadings') ? rows : [columns, ...rows]) }
}

function read(
  args: readonly string[],
  flags: Parameters<typeof parseCommandLine>[1],
  name: string,
): CommandLine | CommandOutput {
  try {
    return parseCommandLine(args, flags)
  } catch (error) {
    if (!(error instanceof FlagError)) throw error
    return {
      stderr: `${name}: ${error.message}\nTry '${name} --help' for more information.\n`,
      exitCode: 1,
    }
  }
}

function laidOut(rows: readonly (readonly string[])[]): string {
  const width = (at: number): number => Math.max(...rows.map((row) => row[at]!.length))
  return rows
    .map((row) =>
      row.map((cell, at) => (at < row.length - 1 ? cell.padEnd(width(at)) : cell)).join(' '),
    )
    .map((line) => `${line}\n`)
    .join('')
}

const lsblkFlags = {
  'noheadings|n': 'switch',
  'output|o': 'value',
  'nodeps|d': 'switch',
  'list|l': 'switch',
  'paths|p': 'switch',
  'fs|f': 'switch',
  'bytes|b': 'switch',
} as const

const devices: readonly Readonly<Record<string, string>>[] = [
  { NAME: 'vda', 'MAJ:MIN': '254:0', RM: '0', SIZE: '20G', RO: '0', TYPE: 'disk', MOUNTPOINTS: '', FSTYPE: '', MOUNTPOINT: '' },
  { NAME: '└─vda1', 'MAJ:MIN': '254:1', RM: '0', SIZE: '20G', RO: '0', TYPE: 'part', MOUNTPOINTS: '/', FSTYPE: 'ext4', MOUNTPOINT: '/' },
] // prettier-ignore

/** `lsblk [-n] [-o COLUMNS] [DEVICE]`: the one disk that a machine has. */
export function lsblk(args: readonly string[]): CommandOutput {
  const line = read(args, lsblkFlags, 'lsblk')
  if (!(line instanceof CommandLine)) return line
  const [asked] = line.words
  const named = devices.filter(({ NAME = '' }) => asked === undefined || asked === `/dev/${NAME.replace('└─', '')}`)
  if (named.length === 0) return { stderr: `lsblk: ${asked}: not a block device\n`, exitCode: 32 }
  const shown = line.is('nodeps') ? named.filter(({ TYPE }) => TYPE === 'disk') : named
  const columns = line.value('output')?.toUpperCase().split(',') ?? ['NAME', 'MAJ:MIN', 'RM', 'SIZE', 'RO', 'TYPE', 'MOUNTPOINTS']
  const rows = shown.map((device) => columns.map((column) => (line.is('list') ? (device[column] ?? '').replace('└─', '') : (device[column] ?? ''))))
  const width = (at: number): number => Math.max(...[columns, ...rows].map((row) => row[at]!.length))
  const right = new Set(['MAJ:MIN', 'RM', 'SIZE', 'RO'])
  const text = (row: readonly string[]): string =>
    row.map((cell, at) => (right.has(columns[at]!) && columns[at] !== 'MAJ:MIN' ? cell.padStart(width(at)) : at < row.length - 1 ? cell.padEnd(width(at)) : cell)).join(' ')
  return { stdout: (line.is('noheadings') ? rows : [columns, ...rows]).map((row) => `${text(row)}\n`).join('') }
} // prettier-ignore
