import { absolute } from '../../file-system/paths'
import { FileSystem } from '../../file-system/file-system'
import { CommandLine, FlagError, parseCommandLine } from '../../go/command-line'
import type { CommandContext, CommandOutput } from '../../machine/types'
import { addMount, mountAt, mountsOf, removeMount } from '../../machine/mount-table'

const flags = {
  'types|t': 'value',
  'options|o': 'value',
  'bind|B': 'switch',
  'all|a': 'switch',
  'read-only|r': 'switch',
  'verbose|v': 'switch',
  'no-mtab|n': 'switch',
  'lazy|l': 'switch',
  'force|f': 'switch',
} as const

const refuse = (name: string, exitCode: number, ...lines: string[]): CommandOutput => ({
  stderr: `${name}: ${lines.join('\n')}\n`,
  exitCode,
})

const hint = '       dmesg(1) may have more information after failed mount system call.'

const read = (name: string, args: readonly string[]): CommandLine | CommandOutput => {
  try {
    return parseCommandLine(args, flags)
  } catch (error) {
    if (!(error instanceof FlagError)) throw error
    const what = /'(\w)' in/.exec(error.message)?.[1]
    const told = what
      ? `invalid option -- '${what}'`
      : `unrecognized option '${args.find((arg) => arg.startsWith('--'))}'`
    return refuse(name, 1, `${told}\nTry '${name} --help' for more information.`)
  }
}

/** `mount`: the table; `mount --bind DIR DIR`, `mount -t tmpfs tmpfs DIR`, `mount -o remount,ro|rw DIR`. */
export function mount(args: readonly string[], context: CommandContext): CommandOutput {
  const line = read('mount', args)
  if (!(line instanceof CommandLine)) return line
  const { machine, fs, user, cwd } = context
  const [source, second] = line.words
  const options = (line.value('options') ?? '').split(',').filter(Boolean)
  if (source === undefined) return line.is('all') ? {} : { stdout: table(context, line.value('types')) }
  const target = second ?? source
  const path = absolute(cwd, target)
  const isRemount = options.includes('remount')
  if (second === undefined && !isRemount) return refuse('mount', 1, `${source}: can't find in /etc/fstab.`)
  if (!fs.exists(path)) return refuse('mount', 32, `${target}: mount point does not exist.`, hint)
  if (user.uid !== 0) return refuse('mount', 32, `${target}: must be superuser to use mount.`, hint)
  context.altered(`mount ${path}`)
  if (isRemount) {
    machine.fs.mountReadOnly(path, options.includes('ro'))
    return {}
  }
  const type = line.value('types') ?? (line.is('bind') || options.includes('bind') ? 'bind' : 'auto')
  if (type === 'bind') {
    const from = absolute(cwd, source)
    if (!fs.exists(from)) return refuse('mount', 32, `${target}: special device ${source} does not exist.`, hint)
    addMount(machine, { source: '/dev/vda1', target: path, type: 'ext4', options: 'rw,relatime', undo: machine.fs.cover(path, machine.fs, from) })
    return {}
  }
  if (type !== 'tmpfs')
    return refuse('mount', 32, type === 'auto' ? `${target}: special device ${source} does not exist.` : `${target}: unknown filesystem type '${type}'.`, hint)
  const given = options.length > 0 ? `rw,relatime,${options.join(',')}` : 'rw,relatime'
  addMount(machine, { source, target: path, type, options: given, undo: machine.fs.cover(path, new FileSystem(), '/') })
  return {}
} // prettier-ignore

const table = ({ machine }: CommandContext, type: string | undefined): string =>
  mountsOf(machine)
    .filter((each) => type === undefined || type.split(',').includes(each.type))
    .map(
      ({ source, target, type: of, options }) => `${source} on ${target} type ${of} (${options})\n`,
    )
    .join('')

/** `umount DIR…`. */
export function umount(args: readonly string[], context: CommandContext): CommandOutput {
  const line = read('umount', args)
  if (!(line instanceof CommandLine)) return line
  const { machine, fs, user, cwd } = context
  for (const name of line.words) {
    const path = absolute(cwd, name)
    const mounted = mountAt(machine, path)
    if (user.uid !== 0)
      return fs.exists(path)
        ? refuse('umount', 32, `${name}: must be superuser to unmount.`)
        : refuse('umount', 1, `${name}: No such file or directory`)
    if (!fs.exists(path)) return refuse('umount', 32, `${name}: no mount point specified.`)
    if (!mounted) return refuse('umount', 32, `${name}: not mounted.`)
    if (!mounted.undo) return refuse('umount', 32, `${name}: target is busy.`)
    context.altered(`mount ${path}`)
    removeMount(machine, mounted)
  }
  return line.words.length > 0
    ? {}
    : refuse('umount', 1, "bad usage\nTry 'umount --help' for more information.")
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
  const isOne = mountAt(machine, path) !== undefined
  return {
    stdout: quiet ? '' : `${name} is ${isOne ? '' : 'not '}a mountpoint\n`,
    exitCode: isOne ? 0 : 32,
  }
}
