import { reasonOf } from '../../file-system/file-system-error'
import { absolute } from '../../file-system/paths'
import { answerUsage, parseOptions, UsageError } from './options'
import type { Tool } from './tool'

/** `link FILE1 FILE2`: link(2) and no more. */
export const link: Tool = (args, { fs, cwd }) =>
  answerUsage(() => {
    const { operands } = parseOptions('link', args, {})
    const [target, name, extra] = operands
    if (target === undefined) throw new UsageError('link', 'missing operand')
    if (name === undefined) throw new UsageError('link', `missing operand after ‘${target}’`)
    if (extra !== undefined) throw new UsageError('link', `extra operand ‘${extra}’`)
    try {
      fs.link(absolute(cwd, target), absolute(cwd, name))
      return {}
    } catch (error) {
      const what = `cannot create link '${name}' to '${target}'`
      return { stderr: `link: ${what}: ${reasonOf(error)}\n`, exitCode: 1 }
    }
  })

/** `unlink FILE`: unlink(2) and no more. */
export const unlink: Tool = (args, { fs, cwd }) =>
  answerUsage(() => {
    const [name, extra] = parseOptions('unlink', args, {}).operands
    if (name === undefined) throw new UsageError('unlink', 'missing operand')
    if (extra !== undefined) throw new UsageError('unlink', `extra operand ‘${extra}’`)
    try {
      fs.unlink(absolute(cwd, name))
      return {}
    } catch (error) {
      return { stderr: `unlink: cannot unlink '${name}': ${reasonOf(error)}\n`, exitCode: 1 }
    }
  })
