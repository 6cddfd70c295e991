import { reasonOf } from '../../file-system/file-system-error'
import { absolute } from '../../file-system/paths'
import type { ShellCommand } from '../types'
import { answerUsage, parseOptions, UsageError } from './options'

export const cmp: ShellCommand = {
  name: 'cmp',
  readStdin: (args) => args.includes('-'),
  run: (args, context) =>
    answerUsage(() => {
      const { operands, has } = parseOptions('cmp', args, {
        flags: 'slb',
        long: { silent: 's', quiet: 's' },
      })
      const [left, right = '-'] = operands
      if (left === undefined) throw new UsageError('cmp', "missing operand after 'cmp'")
      const contents: Buffer[] = []
      for (const name of [left, right]) {
        try {
          contents.push(
            name === '-' ? context.stdinBytes : context.fs.read(absolute(context.cwd, name)),
          )
        } catch (error) {
          return { stderr: `cmp: ${name}: ${reasonOf(error)}\n`, exitCode: 2 }
        }
      }
      const difference = compare(
        contents[0] ?? Buffer.alloc(0),
        contents[1] ?? Buffer.alloc(0),
        left,
        right,
      )
      if (!difference) return {}
      return has('s') ? { exitCode: 1 } : { ...difference, exitCode: 1 }
    }),
}

const compare = (
  a: Buffer,
  b: Buffer,
  left: string,
  right: string,
): { stdout?: string; stderr?: string } | undefined => {
  if (a.equals(b)) return undefined
  const length = Math.min(a.length, b.length)
  let at = 0
  while (at < length && a[at] === b[at]) at++
  const line = 1 + a.subarray(0, at).filter((byte) => byte === 10).length
  if (at < length) return { stdout: `${left} ${right} differ: byte ${at + 1}, line ${line}\n` }
  const shorter = a.length < b.length ? left : right
  if (length === 0) return { stderr: `cmp: EOF on ${shorter} which is empty\n` }
  const ended = a[at - 1] === 10 || b[at - 1] === 10
  return {
    stderr: `cmp: EOF on ${shorter} after byte ${length}, ${ended ? `line ${line - 1}` : `in line ${line}`}\n`,
  }
}
