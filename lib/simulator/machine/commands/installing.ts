import { absolute, join, nameOf, parentOf } from '../../file-system/paths'
import type { ShellCommand } from '../types'
import { forEach } from './each'
import { applyMode } from './mode'
import { answerUsage, parseOptions, UsageError } from './options'
import { ownerOf } from './ownership'

export const install: ShellCommand = {
  name: 'install',
  readStdin: (args) => args.includes('/dev/stdin'),
  run: (args, context) =>
    answerUsage(() => {
      const { fs, cwd } = context
      const { operands, has, value } = parseOptions('install', args, {
        flags: 'dDvpcTC',
        values: 'mogt',
        long: {
          mode: 'm',
          owner: 'o',
          group: 'g',
          directory: 'd',
          'target-directory': 't',
          'no-target-directory': 'T',
        },
      })
      const mode = applyMode(value('m') ?? '755', 0, false, 0) ?? 0o755
      const owner = ownerOf(
        `${value('o') ?? ''}${value('g') === undefined ? '' : `:${value('g')}`}`,
        context,
      )
      const finish = (path: string): void => {
        if (owner.uid !== undefined || owner.gid !== undefined) fs.chown(path, owner.uid, owner.gid)
        fs.chmod(path, mode)
      }
      if (has('d')) {
        return forEach(
          operands,
          (operand) => {
            fs.mkdirp(absolute(cwd, operand))
            finish(absolute(cwd, operand))
          },
          (operand, reason) => `install: cannot create directory ‘${operand}’: ${reason}`,
        )
      }
      const sources = value('t') === undefined ? operands.slice(0, -1) : operands
      const destination = value('t') ?? operands.at(-1)
      if (destination === undefined || sources.length === 0)
        throw new UsageError('install', 'missing file operand')
      const target = absolute(cwd, destination)
      if (has('D')) fs.mkdirp(value('t') === undefined ? parentOf(target) : target)
      const isDirectory = fs.kindOf(target) === 'directory'
      return forEach(
        sources,
        (source) => {
          const content =
            source === '/dev/stdin' ? context.stdinBytes : fs.read(absolute(cwd, source))
          const path = isDirectory ? join(target, nameOf(source)) : target
          if (fs.exists(path)) fs.unlink(path)
          fs.write(path, content, 0o600)
          finish(path)
        },
        (source, reason) =>
          source === '/dev/stdin' || fs.exists(absolute(cwd, source))
            ? `install: cannot create regular file '${destination}': ${reason}`
            : `install: cannot stat '${source}': ${reason}`,
      )
    }),
}
