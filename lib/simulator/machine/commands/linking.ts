import { posix } from 'node:path'
import { reasonOf } from '../../file-system/file-system-error'
import { absolute, join, nameOf, parentOf } from '../../file-system/paths'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'
import { answerUsage, type Options, parseOptions, UsageError } from './options'
import { isThere, noTargetDirectory } from './transferring'

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
        return { stderr: `ln: ${noTargetDirectory(fs, path, directory)}\n`, exitCode: 1 }
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
    !has('T') && fs.kindOf(path) === 'directory' && !(has('n') && fs.lstat(path).kind === 'symlink')
  const place = isDirectory ? join(path, nameOf(target)) : path
  const shown = isDirectory ? `${given.replace(/(.)\/$/, '$1')}/${nameOf(target)}` : given
  const written =
    has('r') && has('s') ? posix.relative(parentOf(place), absolute(cwd, target)) : target
  try {
    if (has('f') && isThere(fs, place)) fs.unlink(place)
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
