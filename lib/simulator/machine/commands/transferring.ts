import type { FileSystem } from '../../file-system/file-system'
import { reasonOf } from '../../file-system/file-system-error'
import { absolute, join, nameOf, parentOf } from '../../file-system/paths'
import type { CommandOutput, ShellContext } from '../types'
import { type Options, UsageError } from './options'

/** What goes wrong with one source, in words of its own. */
export class Told extends Error {}

interface Names {
  readonly source: string
  readonly target: string
}

/** One source on its way to its place. */
interface Transfer extends Names {
  readonly from: string
  readonly to: string
}

/** Copies or moves each source to its place, and goes on after a failure. */
export const transfer = (
  command: string,
  options: Options,
  context: ShellContext,
  act: (source: string, target: string, names: Names) => void,
): CommandOutput => {
  const { fs } = context
  const given = options.value('t')
  const sources = given === undefined ? options.operands.slice(0, -1) : options.operands
  const destination = given ?? options.operands.at(-1)
  if (destination === undefined) throw new UsageError(command, 'missing file operand')
  if (sources.length === 0)
    throw new UsageError(command, `missing destination file operand after '${destination}'`)
  const places = placesOf(command, sources, destination, options, context)
  if ('problem' in places) return { stderr: `${command}: ${places.problem}\n`, exitCode: 1 }
  let stdout = ''
  let stderr = ''
  for (const each of places) {
    const { from, to, source, target } = each
    if (isSpared(each, options, fs)) continue
    if (options.has('i') && !options.has('f') && isThere(fs, to)) {
      stderr += `${command}: overwrite '${target}'? `
      if (!/^[yY]/.test(context.stdin)) continue
    }
    try {
      if (fs.exists(to) && fs.realpath(from) === fs.realpath(to))
        throw new Told(`'${source}' and '${target}' are the same file`)
      if (options.has('b') && isThere(fs, to)) fs.rename(to, `${to}${options.value('S') ?? '~'}`)
      const told = options.has('v') ? transferred(command, fs, each) : ''
      act(from, to, each)
      stdout += told
    } catch (error) {
      stderr += `${command}: ${complaint(command, error, each, fs)}\n`
    }
  }
  const isFailure = stderr.split('\n').some((line) => line !== '' && !line.endsWith('? '))
  return { stdout, stderr, exitCode: isFailure ? 1 : 0 }
}

const placesOf = (
  command: string,
  sources: readonly string[],
  destination: string,
  options: Options,
  { fs, cwd }: ShellContext,
): readonly Transfer[] | { readonly problem: string } => {
  const into = absolute(cwd, destination)
  const isDirectory = !options.has('T') && fs.kindOf(into) === 'directory'
  if (!isDirectory && (sources.length > 1 || options.value('t') !== undefined))
    return { problem: noTargetDirectory(fs, into, destination) }
  if (
    !isDirectory &&
    destination.endsWith('/') &&
    command === 'cp' &&
    fs.exists(absolute(cwd, sources[0] ?? '')) &&
    fs.stat(absolute(cwd, sources[0] ?? '')).kind !== 'directory'
  )
    return { problem: `cannot create regular file '${destination}': Not a directory` }
  return sources.map((source) => {
    const from = absolute(cwd, source)
    if (options.has('parents')) return withParents(source, from, destination, into, fs)
    // `cp -a dir/. there` copies what is in dir.
    const inside = isDirectory && !/(^|\/)\.\/*$/.test(source)
    const target = inside ? `${destination.replace(/\/$/, '')}/${nameOf(from)}` : destination
    return { source, target, from, to: inside ? join(into, nameOf(from)) : into }
  })
}

/** `--parents`: the whole name of the source below the target. */
const withParents = (
  source: string,
  from: string,
  destination: string,
  into: string,
  fs: FileSystem,
): Transfer => {
  const to = join(into, source.replace(/^\/+/, ''))
  if (fs.exists(from)) fs.mkdirp(parentOf(to))
  return { source, from, to, target: `${destination.replace(/\/$/, '')}/${source}` }
}

/** `-n`: what is there stays; `-u`: what is as new stays. */
const isSpared = ({ from, to }: Transfer, { has }: Options, fs: FileSystem): boolean => {
  if (!isThere(fs, to)) return false
  if (has('n')) return true
  return has('u') && fs.exists(from) && fs.stat(from).mtimeMs <= fs.stat(to).mtimeMs
}

/** What `-v` says; cp names each file of a tree, with its target as it is told from the outside. */
const transferred = (
  command: string,
  fs: FileSystem,
  { source, target, from }: Transfer,
): string => {
  if (command === 'mv') return `renamed '${source}' -> '${target}'\n`
  const below =
    fs.exists(from) && fs.lstat(from).kind === 'directory'
      ? fs.list(from).map((name) =>
          transferred(command, fs, {
            source: `${source.replace(/\/$/, '')}/${name}`,
            target: `${target.replace(/\/$/, '')}/${name}`,
            from: join(from, name),
            to: '',
          }),
        )
      : []
  return `'${source}' -> '${target}'\n${below.join('')}`
}

const complaint = (
  command: string,
  error: unknown,
  { source, target, from }: Transfer,
  fs: FileSystem,
): string => {
  if (error instanceof Told) return error.message
  const reason = reasonOf(error)
  if (!isThere(fs, from) && reason === 'No such file or directory')
    return `cannot stat '${source}': ${reason}`
  if (command === 'mv') return `cannot move '${source}' to '${target}': ${reason}`
  if (reason === 'Is a directory')
    return `cannot overwrite directory '${target}' with non-directory`
  return fs.mayAccess(from, 4)
    ? `cannot create regular file '${target}': ${reason}`
    : `cannot open '${source}' for reading: ${reason}`
}

/** Of a target that would have to be a directory, as it is given. */
export const noTargetDirectory = (fs: FileSystem, path: string, given: string): string =>
  fs.exists(path)
    ? `target '${given}' is not a directory`
    : `target '${given}': No such file or directory`

/** Also a symlink that leads nowhere. */
export const isThere = (fs: FileSystem, path: string): boolean => {
  try {
    return fs.lstat(path) !== undefined
  } catch {
    return false
  }
}
