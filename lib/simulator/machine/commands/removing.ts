import { FileSystemError, reasonOf } from '../../file-system/file-system-error'
import { absolute } from '../../file-system/paths'
import type { ShellCommand } from '../types'
import { forEach } from './each'
import { answerUsage, parseOptions, UsageError } from './options'

export const rm: ShellCommand = {
  name: 'rm',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const { operands, has } = parseOptions('rm', args, {
        flags: 'rRfvdi',
        long: { recursive: 'r', force: 'f', verbose: 'v', dir: 'd' },
      })
      if (operands.length === 0 && !has('f')) throw new UsageError('rm', 'missing operand')
      return forEach(
        operands,
        (operand) => {
          const path = absolute(cwd, operand)
          try {
            const isDirectory = fs.lstat(path).kind === 'directory'
            if (isDirectory && (has('r') || has('R'))) fs.remove(path)
            else if (isDirectory && has('d')) fs.rmdir(path)
            else fs.unlink(path)
          } catch (error) {
            const absent =
              error instanceof FileSystemError && ['ENOENT', 'ENOTDIR'].includes(error.code)
            if (!(absent && has('f'))) throw error
            return
          }
          return has('v') ? `removed '${operand}'\n` : undefined
        },
        (operand, reason) => `rm: cannot remove '${operand}': ${reason}`,
      )
    }),
}

export const rmdir: ShellCommand = {
  name: 'rmdir',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const { operands, has } = parseOptions('rmdir', args, {
        flags: 'pv',
        values: '',
        long: { 'ignore-fail-on-non-empty': 'I', parents: 'p' },
      })
      return forEach(
        operands,
        (operand) => {
          try {
            const names = operand.replace(/\/+$/, '').split('/')
            const depth = has('p') ? names.filter((name) => name !== '').length : 1
            for (let up = 0; up < depth; up++)
              fs.rmdir(absolute(cwd, up === 0 ? operand : names.slice(0, -up).join('/')))
          } catch (error) {
            if (!(has('I') && reasonOf(error) === 'Directory not empty')) throw error
          }
        },
        (operand, reason) => `rmdir: failed to remove '${operand}': ${reason}`,
      )
    }),
}
