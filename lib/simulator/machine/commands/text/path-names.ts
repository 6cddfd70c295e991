import { answerUsage, parseOptions, UsageError } from '../options'
import type { Tool } from '../tool'

export const basename: Tool = (args) =>
  answerUsage(() => {
    const { operands, has, value } = parseOptions('basename', args, {
      flags: 'az',
      values: 's',
      long: { multiple: 'a', suffix: 's', zero: 'z' },
      untilOperand: true,
    })
    const [first, second, third] = operands
    if (first === undefined) throw new UsageError('basename', 'missing operand')
    const many = has('a') || has('s')
    if (!many && third !== undefined) throw new UsageError('basename', `extra operand ‘${third}’`)
    const suffix = value('s') ?? (many ? '' : (second ?? ''))
    const end = has('z') ? '\0' : '\n'
    return {
      stdout: (many ? operands : [first]).map((path) => lastOf(path, suffix) + end).join(''),
    }
  })

const lastOf = (path: string, suffix: string): string => {
  if (/^\/+$/.test(path)) return '/'
  const name = path.replace(/\/+$/, '').replace(/^.*\//s, '')
  return suffix !== '' && name !== suffix && name.endsWith(suffix)
    ? name.slice(0, -suffix.length)
    : name
}

export const dirname: Tool = (args) =>
  answerUsage(() => {
    const { operands, has } = parseOptions('dirname', args, { flags: 'z', long: { zero: 'z' } })
    if (operands.length === 0) throw new UsageError('dirname', 'missing operand')
    return { stdout: operands.map((path) => directoryOf(path) + (has('z') ? '\0' : '\n')).join('') }
  })

const directoryOf = (path: string): string => {
  const trimmed = path.replace(/\/+$/, '')
  if (trimmed === '') return path === '' ? '.' : '/'
  const cut = trimmed.lastIndexOf('/')
  return cut < 0 ? '.' : trimmed.slice(0, cut).replace(/\/+$/, '') || '/'
}
