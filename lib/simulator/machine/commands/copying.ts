import { posix } from 'node:path'
import type { FileSystem } from '../../file-system/file-system'
import { reasonOf } from '../../file-system/file-system-error'
import { absolute, join, nameOf, parentOf } from '../../file-system/paths'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'
import { answerUsage, type Options, parseOptions, UsageError } from './options'

export const cp: ShellCommand = {
  name: 'cp',
  run: (args, context) =>
    answerUsage(() => {
      const options = parseOptions('cp', args, {
        flags: 'aprRfvTdnLPHu',
        values: 't',
        long: {
          archive: 'a',
          recursive: 'R',
          force: 'f',
          'no-target-directory': 'T',
          'no-clobber': 'n',
          'target-directory': 't',
          preserve: 'p',
        },
      })
      return transfer('cp', options, context, (source, target) => {
        const deep = options.has('a') || options.has('r') || options.has('R')
        if (context.fs.stat(source).kind === 'directory' && !deep) throw new Omitted(source)
        copy(
          context.fs,
          source,
          target,
          options.has('a') || options.has('p'),
          options.has('a') || options.has('d') || options.has('P'),
        )
      })
    }),
}

export const mv: ShellCommand = {
  name: 'mv',
  run: (args, context) =>
    answerUsage(() => {
      const options = parseOptions('mv', args, {
        flags: 'fvTnu',
        values: 't',
        long: {
          force: 'f',
          'no-target-directory': 'T',
          'no-clobber': 'n',
          'target-directory': 't',
        },
      })
      return transfer('mv', options, context, (source, target) => context.fs.rename(source, target))
    }),
}

class Omitted extends Error {}

const transfer = (
  command: string,
  options: Options,
  { fs, cwd }: ShellContext,
  act: (source: string, target: string) => void,
): CommandOutput => {
  const given = options.value('t')
  const sources = given === undefined ? options.operands.slice(0, -1) : options.operands
  const destination = given ?? options.operands.at(-1)
  if (destination === undefined) throw new UsageError(command, 'missing file operand')
  if (sources.length === 0)
    throw new UsageError(command, `missing destination file operand after '${destination}'`)
  const into = absolute(cwd, destination)
  const isDirectory = !options.has('T') && fs.exists(into) && fs.stat(into).kind === 'directory'
  if (!isDirectory && (sources.length > 1 || (destination.endsWith('/') && command === 'cp'))) {
    return { stderr: `${command}: target '${destination}' is not a directory\n`, exitCode: 1 }
  }
  let stdout = ''
  let stderr = ''
  for (const source of sources) {
    const from = absolute(cwd, source)
    // `cp -a dir/. there` copies what is in dir.
    const inside = isDirectory && !/(^|\/)\.\/*$/.test(source)
    const shown = inside ? `${destination.replace(/\/$/, '')}/${nameOf(from)}` : destination
    const to = inside ? join(into, nameOf(from)) : into
    if (options.has('n') && fs.exists(to)) continue
    try {
      if (fs.exists(to) && fs.realpath(from) === fs.realpath(to)) {
        stderr += `${command}: '${source}' and '${shown}' are the same file\n`
        continue
      }
      act(from, to)
      if (options.has('v'))
        stdout +=
          command === 'mv' ? `renamed '${source}' -> '${shown}'\n` : `'${source}' -> '${shown}'\n`
    } catch (error) {
      stderr += `${command}: ${complaint(command, error, source, shown, fs, from)}\n`
    }
  }
  return { stdout, stderr, exitCode: stderr === '' ? 0 : 1 }
}

const complaint = (
  command: string,
  error: unknown,
  source: string,
  target: string,
  fs: FileSystem,
  from: string,
): string => {
  if (error instanceof Omitted) return `-r not specified; omitting directory '${source}'`
  const reason = reasonOf(error)
  if (!fs.exists(from) && reason === 'No such file or directory')
    return `cannot stat '${source}': ${reason}`
  if (command === 'mv') return `cannot move '${source}' to '${target}': ${reason}`
  return fs.mayAccess(from, 4)
    ? `cannot create regular file '${target}': ${reason}`
    : `cannot open '${source}' for reading: ${reason}`
}

const copy = (
  fs: FileSystem,
  source: string,
  target: string,
  preserve: boolean,
  keepLinks: boolean,
): void => {
  const stat = keepLinks ? fs.lstat(source) : fs.stat(source)
  if (stat.kind === 'symlink') {
    if (fs.exists(target)) fs.unlink(target)
    return fs.symlink(fs.readlink(source), target)
  }
  const existed = fs.exists(target)
  if (stat.kind === 'directory') {
    if (!existed) fs.mkdir(target, (stat.mode & 0o777 & ~fs.umask) | 0o700)
    for (const name of fs.list(source))
      copy(fs, join(source, name), join(target, name), preserve, keepLinks)
  } else fs.write(target, fs.read(source), stat.mode & 0o777 & ~fs.umask)
  if (!preserve) return
  if (fs.credentials.uid === 0) fs.chown(target, stat.uid, stat.gid)
  fs.chmod(target, stat.mode)
  fs.utimes(target, stat.mtimeMs)
}

export const ln: ShellCommand = {
  name: 'ln',
  run: (args, context) =>
    answerUsage(() => {
      const options = parseOptions('ln', args, {
        flags: 'sfnTvr',
        values: 't',
        long: {
          symbolic: 's', force: 'f', 'no-dereference': 'n', 'no-target-directory': 'T', verbose: 'v', relative: 'r',
          'target-directory': 't',
        },
      }) // prettier-ignore
      const { fs, cwd } = context
      const [target, given, ...more] = options.operands
      if (target === undefined) throw new UsageError('ln', 'missing file operand')
      const into = options.value('t')
      if (into !== undefined) return linkEach(options.operands, into, options, context)
      if (more.length === 0) return linkEach([target], given ?? nameOf(target), options, context)
      const directory = options.operands.at(-1) ?? ''
      const path = absolute(cwd, directory)
      if (!fs.exists(path) || fs.stat(path).kind !== 'directory')
        return {
          stderr: `ln: target '${directory}'${fs.exists(path) ? ' is not a directory' : ''}${fs.exists(path) ? '' : ': No such file or directory'}\n`,
          exitCode: 1,
        }
      return linkEach(options.operands.slice(0, -1), directory, options, context)
    }),
}

const linkEach = (
  targets: readonly string[],
  given: string,
  options: Options,
  context: ShellContext,
): CommandOutput => {
  const outputs = targets.map((target) => linkOne(target, given, options, context))
  return {
    stdout: outputs.map(({ stdout = '' }) => stdout).join(''),
    stderr: outputs.map(({ stderr = '' }) => stderr).join(''),
    exitCode: outputs.some(({ exitCode }) => exitCode) ? 1 : 0,
  }
}

const linkOne = (
  target: string,
  given: string,
  { has }: Options,
  { fs, cwd }: ShellContext,
): CommandOutput => {
  const path = absolute(cwd, given)
  const isDirectory =
    !has('T') &&
    fs.exists(path) &&
    fs.stat(path).kind === 'directory' &&
    !(has('n') && fs.lstat(path).kind === 'symlink')
  const place = isDirectory ? join(path, nameOf(target)) : path
  const shown = isDirectory ? `${given.replace(/(.)\/$/, '$1')}/${nameOf(target)}` : given
  const written =
    has('r') && has('s') ? posix.relative(parentOf(place), absolute(cwd, target)) : target
  try {
    if (has('f') && linkExists(fs, place)) fs.unlink(place)
    if (has('s')) fs.symlink(written, place)
    else fs.link(absolute(cwd, target), place)
    return has('v') ? { stdout: `'${shown}' ${has('s') ? '->' : '=>'} '${written}'\n` } : {}
  } catch (error) {
    const reason = reasonOf(error)
    const missing = !has('s') && !fs.exists(absolute(cwd, target))
    if (missing) return { stderr: `ln: failed to access '${target}': ${reason}\n`, exitCode: 1 }
    const kind = has('s') ? 'symbolic' : 'hard'
    return { stderr: `ln: failed to create ${kind} link '${shown}': ${reason}\n`, exitCode: 1 }
  }
}

const linkExists = (fs: FileSystem, path: string): boolean => {
  try {
    return fs.lstat(path) !== undefined
  } catch {
    return false
  }
}
