import type { CommandOutput, ShellCommand } from '../types'
import { answerUsage, parseOptions } from './options'
import { runArguments } from './running'

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
      return runArguments(context, context.shell.child({ env }), operands.slice(count))
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

/** Which bits new files don't get; `.umask-save` and `.umask-restore` put parentheses around it. */
export const umask: ShellCommand = {
  name: 'umask',
  run: ([notation], { fs }) => {
    if (notation === undefined || notation === '-p')
      return { stdout: `${fs.umask.toString(8).padStart(4, '0')}\n` }
    if (!/^[0-7]{1,4}$/.test(notation))
      return {
        stderr: `bash: line 1: umask: ${notation}: invalid symbolic mode operator\n`,
        exitCode: 1,
      }
    fs.umask = parseInt(notation, 8)
    return {}
  },
}

const saved = new WeakMap<object, number[]>()

export const umaskSave: ShellCommand = {
  name: 'umask-save',
  path: null,
  run: (_, { fs }) => {
    saved.set(fs, [...(saved.get(fs) ?? []), fs.umask])
    return {}
  },
}

export const umaskRestore: ShellCommand = {
  name: 'umask-restore',
  path: null,
  run: ([status = '0'], { fs }) => {
    fs.umask = saved.get(fs)?.pop() ?? fs.umask
    return { exitCode: Number(status) }
  },
}
