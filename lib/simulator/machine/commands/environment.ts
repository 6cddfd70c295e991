import { absolute } from '../../file-system/paths'
import type { CommandOutput, ShellCommand } from '../types'
import { answerUsage, parseOptions } from './options'

export const env: ShellCommand = {
  name: 'env',
  run: (args, context) =>
    answerUsage(async (): Promise<CommandOutput> => {
      // `-` alone is -i; -S takes a whole command line apart.
      const plain = args.flatMap((arg, index) => (index === 0 && arg === '-' ? ['-i'] : [arg]))
      const {
        operands: typed,
        has,
        value,
        values,
      } = parseOptions('env', plain, {
        flags: 'i0v',
        values: 'uCS',
        long: { 'ignore-environment': 'i', unset: 'u', chdir: 'C', null: '0', 'split-string': 'S' },
        untilOperand: true,
      })
      const operands = [...wordsOf(value('S') ?? ''), ...typed]
      const unset = values('u')
      const end = has('0') ? '\0' : '\n'
      const cwd = value('C') === undefined ? context.cwd : absolute(context.cwd, value('C') ?? '')
      if (!context.fs.exists(cwd))
        return {
          stderr: `env: cannot change directory to '${value('C')}': No such file or directory\n`,
          exitCode: 125,
        }
      const first = operands.findIndex((operand) => !operand.includes('='))
      const count = first < 0 ? operands.length : first
      const given = operands.slice(0, count).map((each): [string, string] => {
        const at = each.indexOf('=')
        return [each.slice(0, at), each.slice(at + 1)]
      })
      const inherited = Object.entries(has('i') ? {} : context.env).filter(
        ([name]) => !unset.includes(name),
      )
      const env = Object.fromEntries([...inherited, ...given])
      if (first < 0)
        return {
          stdout: Object.entries(env)
            .map(([name, value]) => `${name}=${value}${end}`)
            .join(''),
        }
      return context.shell
        .child({ env, cwd })
        .launch(operands.slice(count), { told: (name) => `env: ‘${name}’` })
    }),
}

const wordsOf = (text: string): string[] =>
  [...text.matchAll(/(?:"((?:[^"\\]|\\[^])*)"|'([^']*)'|([^\s"']+))/g)].map(
    ([, double, single, bare]) => double?.replace(/\\([$"\\])/g, '$1') ?? single ?? bare ?? '',
  )

export const which: ShellCommand = {
  name: 'which',
  run: (args, { fs, env: { PATH = '' } }) => {
    const names = args.filter((arg) => !arg.startsWith('-'))
    const found = names.map((name) => {
      const candidates = name.includes('/')
        ? [name]
        : PATH.split(':').map((directory) => `${directory}/${name}`)
      return candidates.find((path) => fs.mayAccess(path, 1) && fs.stat(path).kind === 'file')
    })
    return {
      stdout: found.flatMap((path) => (path ? [`${path}\n`] : [])).join(''),
      exitCode: found.includes(undefined) || names.length === 0 ? 1 : 0,
    }
  },
}
