import { absolute } from '../../file-system/paths'
import { FileSystem } from '../../file-system/file-system'
import { answerUsage, type Options, parseOptions } from '../../machine/commands/options'
import type { CommandContext, CommandOutput } from '../../machine/types'

const known = {
  flags: 'Barvnlf',
  values: 'to',
  long: {
    types: 't', options: 'o', bind: 'B', all: 'a', 'read-only': 'r', verbose: 'v', 'no-mtab': 'n', lazy: 'l', force: 'f',
  },
} as const // prettier-ignore

const refuse = (name: string, exitCode: number, ...lines: string[]): CommandOutput => ({
  stderr: `${name}: ${lines.join('\n')}\n`,
  exitCode,
})

const hint = '       dmesg(1) may have more information after failed mount system call.'

/** `mount`: the table; `mount --bind DIR DIR`, `mount -t tmpfs tmpfs DIR`, `mount -o remount,ro|rw DIR`. */
export const mount = (args: readonly string[], context: CommandContext): Promise<CommandOutput> =>
  answerUsage(() => {
    const line = parseOptions('mount', args, known)
    const [source, second] = line.operands
    const options = line.values('o').flatMap((each) => each.split(',')).filter(Boolean)
    if (line.has('r')) options.unshift('ro')
    if (source === undefined) return line.has('a') ? {} : { stdout: table(context, line.value('t')) }
    return change({ source, second, options, type: typeOf(line, options) }, context)
  }) // prettier-ignore

interface Asked {
  readonly source: string
  readonly second: string | undefined
  readonly options: readonly string[]
  readonly type: string
}

const typeOf = (line: Options, options: readonly string[]): string =>
  line.value('t') ?? (line.has('B') || options.includes('bind') ? 'bind' : 'auto')

function change(asked: Asked, { machine, fs, user, cwd, altered }: CommandContext): CommandOutput {
  const { source, second, options } = asked
  const target = second ?? source
  const path = absolute(cwd, target)
  const isRemount = options.includes('remount')
  if (second === undefined && !isRemount)
    return refuse('mount', 1, `${source}: can't find in /etc/fstab.`)
  if (!fs.exists(path)) return refuse('mount', 32, `${target}: mount point does not exist.`, hint)
  if (user.uid !== 0) return refuse('mount', 32, `${target}: must be superuser to use mount.`, hint)
  altered(`mount ${path}`)
  if (!isRemount) return make(asked, target, path, machine, cwd)
  const access = options.findLast((option) => option === 'ro' || option === 'rw') ?? 'rw'
  return machine.mounts.remount(path, access)
    ? {}
    : refuse('mount', 32, `${target}: mount point not mounted or bad option.`, hint)
}

function make(
  { source, type, options }: Asked,
  target: string,
  path: string,
  machine: CommandContext['machine'],
  cwd: string,
): CommandOutput {
  const isReadOnly = options.includes('ro')
  if (type === 'bind') {
    const from = absolute(cwd, source)
    if (!machine.fs.exists(from))
      return refuse('mount', 32, `${target}: special device ${source} does not exist.`, hint)
    const { source: device, type: of, options: own } = machine.mounts.over(from)
    const undo = machine.fs.cover(path, machine.fs, from)
    machine.mounts.add({ source: device, target: path, type: of, options: own, undo })
    return {}
  }
  if (type !== 'tmpfs')
    return refuse('mount', 32, type === 'auto' ? `${target}: special device ${source} does not exist.` : `${target}: unknown filesystem type '${type}'.`, hint)
  const others = options.filter((option) => !['ro', 'rw', 'defaults'].includes(option))
  const undo = machine.fs.cover(path, new FileSystem(), '/')
  machine.mounts.add({ source, target: path, type, options: ['rw', 'relatime', ...others].join(','), undo })
  if (isReadOnly) machine.mounts.remount(path, 'ro')
  return {}
} // prettier-ignore

const table = ({ machine }: CommandContext, type: string | undefined): string =>
  machine.mounts
    .all()
    .filter((each) => type === undefined || type.split(',').includes(each.type))
    .map(
      ({ source, target, type: of, options }) => `${source} on ${target} type ${of} (${options})\n`,
    )
    .join('')

/** `umount DIR…`. */
export const umount = (args: readonly string[], context: CommandContext): Promise<CommandOutput> =>
  answerUsage(() => {
    const { operands } = parseOptions('umount', args, known)
    if (operands.length === 0)
      return refuse('umount', 1, "bad usage\nTry 'umount --help' for more information.")
    for (const name of operands) {
      const refused = unmount(name, context)
      if (refused) return refused
    }
    return {}
  })

function unmount(
  name: string,
  { machine, fs, user, cwd, altered }: CommandContext,
): CommandOutput | undefined {
  const path = absolute(cwd, name)
  const mounted = machine.mounts.at(path)
  if (user.uid !== 0)
    return fs.exists(path)
      ? refuse('umount', 32, `${name}: must be superuser to unmount.`)
      : refuse('umount', 1, `${name}: No such file or directory`)
  if (!fs.exists(path)) return refuse('umount', 32, `${name}: no mount point specified.`)
  if (!mounted) return refuse('umount', 32, `${name}: not mounted.`)
  if (!mounted.undo) return refuse('umount', 32, `${name}: target is busy.`)
  altered(`mount ${path}`)
  machine.mounts.remove(mounted)
  return undefined
}

/** `mountpoint [-q] DIR`. */
export function mountpoint(
  args: readonly string[],
  { machine, fs, cwd }: CommandContext,
): CommandOutput {
  const quiet = args.some((arg) => /^(-q|--quiet)$/.test(arg))
  const name = args.find((arg) => !arg.startsWith('-'))
  if (name === undefined)
    return refuse('mountpoint', 1, "bad usage\nTry 'mountpoint --help' for more information.")
  const path = absolute(cwd, name)
  if (!fs.exists(path))
    return quiet ? { exitCode: 1 } : refuse('mountpoint', 1, `${name}: No such file or directory`)
  const isOne = machine.mounts.at(path) !== undefined
  return {
    stdout: quiet ? '' : `${name} is ${isOne ? '' : 'not '}a mountpoint\n`,
    exitCode: isOne ? 0 : 32,
  }
}
