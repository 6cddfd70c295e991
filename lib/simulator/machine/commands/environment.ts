import type { CommandOutput, ShellCommand } from '../types'
import { answerUsage, parseOptions } from './options'

export const env: ShellCommand = {
  name: 'env',
  run: (args, context) =>
    answerUsage(async (): Promise<CommandOutput> => {
      const unset = args.flatMap((arg, index) => (args[index - 1] === '-u' ? [arg] : []))
      const { operands, has } = parseOptions('env', args, {
        flags: 'i0',
        values: 'uCS',
        long: { 'ignore-environment': 'i', unset: 'u', chdir: 'C' },
        untilOperand: true,
      })
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
            .map(([name, value]) => `${name}=${value}\n`)
            .join(''),
        }
      return context.shell
        .child({ env })
        .launch(operands.slice(count), { told: (name) => `env: ‘${name}’` })
    }),
}

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
