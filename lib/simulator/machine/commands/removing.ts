import { FileSystemError, reasonOf } from '../../file-system/file-system-error'
import type { FileSystem } from '../../file-system/file-system'
import { absolute, join } from '../../file-system/paths'
import type { ShellCommand } from '../types'
import { forEach, Told } from './each'
import { answerUsage, parseOptions, UsageError } from './options'

export const rm: ShellCommand = {
  name: 'rm',
  run: (args, context) =>
    answerUsage(() => {
      const { fs, cwd } = context
      const options = parseOptions('rm', args, {
        flags: 'rRfvdiI',
        long: { recursive: 'r', force: 'f', verbose: 'v', dir: 'd' },
        longFlags: ['one-file-system', 'preserve-root', 'no-preserve-root', 'interactive'],
      })
      const { operands, has } = options
      if (operands.length === 0 && !has('f')) throw new UsageError('rm', 'missing operand')
      const isDeep = has('r') || has('R')
      const asks = has('i') && options.lastOf('if') === 'i'
      let asked = ''
      const output = forEach(
        operands,
        (operand) => {
          const path = absolute(cwd, operand)
          try {
            if (operand === '') throw new FileSystemError('ENOENT', operand)
            const isDirectory = fs.lstat(path).kind === 'directory'
            if (isDirectory && isDeep) refuseRoots(operand, path, has('no-preserve-root'))
            if (asks && (!isDirectory || isDeep)) {
              asked += questionOf(fs, path, operand)
              if (!/^[yY]/.test(context.stdin)) return
            }
            const told = has('v') ? removedBelow(fs, path, operand) : ''
            if (isDirectory && isDeep) fs.remove(path)
            else if (isDirectory && has('d')) fs.rmdir(path)
            else fs.unlink(path)
            return told
          } catch (error) {
            const absent =
              error instanceof FileSystemError && ['ENOENT', 'ENOTDIR'].includes(error.code)
            if (!(absent && has('f'))) throw error
          }
        },
        (operand, reason) => `rm: cannot remove '${operand}': ${reason}`,
      )
      return { ...output, stderr: `${asked}${output.stderr}` }
    }),
}

const questionOf = (fs: FileSystem, path: string, name: string): string => {
  const { kind, size } = fs.lstat(path)
  if (kind === 'directory') return `rm: descend into directory '${name}'? `
  const what =
    kind === 'symlink' ? 'symbolic link' : size === 0 ? 'regular empty file' : 'regular file'
  return `rm: remove ${what} '${name}'? `
}

/** What nobody means to remove with all that is below it. */
const refuseRoots = (operand: string, path: string, even: boolean): void => {
  if (/(^|\/)\.\.?\/*$/.test(operand))
    throw new Told(`rm: refusing to remove '.' or '..' directory: skipping '${operand}'`)
  if (path === '/' && !even)
    throw new Told(
      `rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe`,
    )
}

/** What `-v` says, from the bottom up. */
const removedBelow = (fs: FileSystem, path: string, name: string): string => {
  if (fs.lstat(path).kind !== 'directory') return `removed '${name}'\n`
  const below = fs.list(path).map((each) => removedBelow(fs, join(path, each), join(name, each)))
  return `${below.join('')}removed directory '${name}'\n`
}

export const rmdir: ShellCommand = {
  name: 'rmdir',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const { operands, has } = parseOptions('rmdir', args, {
        flags: 'pv',
        values: '',
        long: { 'ignore-fail-on-non-empty': 'I', parents: 'p', verbose: 'v' },
      })
      if (operands.length === 0) throw new UsageError('rmdir', 'missing operand')
      return forEach(
        operands,
        (operand) => {
          let stdout = ''
          try {
            const names = operand.replace(/\/+$/, '').split('/')
            const depth = has('p') ? names.filter((name) => name !== '').length : 1
            for (let up = 0; up < depth; up++) {
              const name = up === 0 ? operand : names.slice(0, -up).join('/')
              if (has('v')) stdout += `rmdir: removing directory, '${name}'\n`
              fs.rmdir(absolute(cwd, name))
            }
          } catch (error) {
            if (!(has('I') && reasonOf(error) === 'Directory not empty')) throw error
          }
          return stdout
        },
        (operand, reason) => `rmdir: failed to remove '${operand}': ${reason}`,
      )
    }),
}
