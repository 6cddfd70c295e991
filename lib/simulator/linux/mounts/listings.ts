import { absolute } from '../../file-system/paths'
import { columns } from '../columns'
import { answerUsage, type Options, parseOptions } from '../../machine/commands/options'
import type { CommandContext, CommandOutput } from '../../machine/types'
import type { Mount, MountTable } from '../../machine/mount-table'

const findmntOptions = {
  flags: 'nlrf',
  values: 'oTMSt',
  long: {
    noheadings: 'n', output: 'o', target: 'T', mountpoint: 'M', source: 'S', types: 't', list: 'l', raw: 'r',
    'first-only': 'f',
  },
} as const // prettier-ignore

const cells: Readonly<Record<string, (mount: Mount) => string>> = {
  TARGET: ({ target }) => target,
  SOURCE: ({ source }) => source,
  FSTYPE: ({ type }) => type,
  OPTIONS: ({ options }) => options,
}

/** `findmnt [-n] [-o COLUMNS] [-T PATH] [MOUNTPOINT|SOURCE]`. */
export const findmnt = (
  args: readonly string[],
  { machine, cwd }: CommandContext,
): Promise<CommandOutput> =>
  answerUsage(() => {
    const options = parseOptions('findmnt', args, findmntOptions)
    const names = (options.value('o') ?? 'TARGET,SOURCE,FSTYPE,OPTIONS').toUpperCase().split(',')
    const unknown = names.find((column) => !(column in cells))
    if (unknown !== undefined)
      return { stderr: `findmnt: unknown column: ${unknown}\n`, exitCode: 1 }
    const [type, source] = [options.value('t'), options.value('S')]
    const found = places(options, machine.mounts, cwd)
      .filter((each) => type === undefined || type.split(',').includes(each.type))
      .filter((each) => source === undefined || each.source === source)
    if (found.length === 0) return { exitCode: 1 }
    const shown = options.has('f') ? found.slice(0, 1) : found
    const rows = shown.map((each) => names.map((name) => cells[name]!(each)))
    return { stdout: columns(options.has('n') ? rows : [names, ...rows]) }
  })

/** What `-T`, `-M` or a word names; all mounts without one. */
function places(options: Options, mounts: MountTable, cwd: string): readonly Mount[] {
  const over = options.value('T')
  if (over !== undefined) return [mounts.over(absolute(cwd, over))]
  const wanted = options.value('M') ?? options.operands[0]
  if (wanted === undefined) return mounts.all()
  const found =
    mounts.at(absolute(cwd, wanted)) ?? mounts.all().find((each) => each.source === wanted)
  return found ? [found] : []
}

const lsblkOptions = {
  flags: 'ndlpfb',
  values: 'o',
  long: { noheadings: 'n', output: 'o', nodeps: 'd', list: 'l', paths: 'p', fs: 'f', bytes: 'b' },
} as const

const devices: readonly Readonly<Record<string, string>>[] = [
  { NAME: 'vda', 'MAJ:MIN': '254:0', RM: '0', SIZE: '20G', RO: '0', TYPE: 'disk', MOUNTPOINTS: '', FSTYPE: '', MOUNTPOINT: '' },
  { NAME: '└─vda1', 'MAJ:MIN': '254:1', RM: '0', SIZE: '20G', RO: '0', TYPE: 'part', MOUNTPOINTS: '/', FSTYPE: 'ext4', MOUNTPOINT: '/' },
] // prettier-ignore

/** `lsblk [-n] [-o COLUMNS] [DEVICE]`: the one disk that a machine has. */
export const lsblk = (args: readonly string[]): Promise<CommandOutput> =>
  answerUsage(() => {
    const options = parseOptions('lsblk', args, lsblkOptions)
    const [asked] = options.operands
    const named = devices.filter(
      ({ NAME = '' }) => asked === undefined || asked === `/dev/${bare(NAME)}`,
    )
    if (named.length === 0) return { stderr: `lsblk: ${asked}: not a block device\n`, exitCode: 32 }
    const shown = options.has('d') ? named.filter(({ TYPE }) => TYPE === 'disk') : named
    const names = options.value('o')?.toUpperCase().split(',') ?? usual
    const cell = (device: (typeof devices)[number], column: string): string =>
      options.has('l') ? bare(device[column] ?? '') : (device[column] ?? '')
    const rows = shown.map((device) => names.map((column) => cell(device, column)))
    return { stdout: inColumns(names, rows, options.has('n')) }
  })

const usual = ['NAME', 'MAJ:MIN', 'RM', 'SIZE', 'RO', 'TYPE', 'MOUNTPOINTS']
const toTheRight = new Set(['RM', 'SIZE', 'RO'])

const bare = (name: string): string => name.replace('└─', '')

/** Numbers stand right; what is last is not filled up. */
function inColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  isBare: boolean,
): string {
  const widths = names.map((column, at) =>
    Math.max(column.length, ...rows.map((row) => row[at]!.length)),
  )
  const text = (row: readonly string[]): string =>
    row
      .map((cell, at) => {
        if (toTheRight.has(names[at]!)) return cell.padStart(widths[at]!)
        return at < row.length - 1 ? cell.padEnd(widths[at]!) : cell
      })
      .join(' ')
  return (isBare ? rows : [names, ...rows]).map((row) => `${text(row)}\n`).join('')
}
