import { reasonOf } from '../../file-system/file-system-error'
import { absolute } from '../../file-system/paths'
import type { CommandOutput, ShellCommand } from '../types'
import { answerUsage, parseOptions, UsageError } from './options'

export const cmp: ShellCommand = {
  name: 'cmp',
  readStdin: (args) => args.includes('-'),
  run: (args, context) =>
    answerUsage(() => {
      const { operands, has, value } = parseOptions('cmp', args, {
        flags: 'slb',
        values: 'n',
        long: { silent: 's', quiet: 's', verbose: 'l', 'print-bytes': 'b', bytes: 'n' },
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
      const most = Number(value('n') ?? Infinity)
      const [a, b] = contents.map((bytes) => bytes.subarray(0, most)) as [Buffer, Buffer]
      const difference = compare(a, b, left, right, has('b'))
      if (!difference) return {}
      if (has('l')) return { ...listed(a, b, difference.stderr), exitCode: 1 }
      return has('s') ? { exitCode: 1 } : { ...difference, exitCode: 1 }
    }),
}

const compare = (
  a: Buffer,
  b: Buffer,
  left: string,
  right: string,
  showsBytes: boolean,
): { stdout?: string; stderr?: string } | undefined => {
  if (a.equals(b)) return undefined
  const length = Math.min(a.length, b.length)
  let at = 0
  while (at < length && a[at] === b[at]) at++
  const line = 1 + a.subarray(0, at).filter((byte) => byte === 10).length
  const bytes = showsBytes ? ` is ${shown(a[at])} ${shown(b[at])}` : ''
  if (at < length)
    return { stdout: `${left} ${right} differ: byte ${at + 1}, line ${line}${bytes}\n` }
  const shorter = a.length < b.length ? left : right
  if (length === 0) return { stderr: `cmp: EOF on ${shorter} which is empty\n` }
  const ended = a[at - 1] === 10 || b[at - 1] === 10
  return {
    stderr: `cmp: EOF on ${shorter} after byte ${length}, ${ended ? `line ${line - 1}` : `in line ${line}`}\n`,
  }
}

const shown = (byte = 0): string => `${byte.toString(8).padStart(3)} ${String.fromCharCode(byte)}`

/** All bytes that differ, by their number. */
const listed = (a: Buffer, b: Buffer, stderr = ''): CommandOutput => {
  const width = String(Math.min(a.length, b.length)).length
  const lines = [...a.subarray(0, b.length).entries()].flatMap(([at, byte]) =>
    byte === b[at]
      ? []
      : [
          `${String(at + 1).padStart(width)} ${byte.toString(8).padStart(3)} ${(b[at] ?? 0).toString(8).padStart(3)}\n`,
        ],
  )
  return { stdout: lines.join(''), stderr }
}
