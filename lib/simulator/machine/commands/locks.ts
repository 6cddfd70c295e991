import { absolute } from '../paths'
import type { Locks } from '../locks'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'
import { answerUsage, type Options, parseOptions, UsageError } from './options'
import { runArguments, runScript } from './running'

export const flock: ShellCommand = {
  name: 'flock',
  run: (args, context) =>
    answerUsage(async (): Promise<CommandOutput> => {
      const options = parseOptions('flock', args, {
        flags: 'nxesuoF',
        values: 'wEc',
        long: {
          nonblock: 'n',
          nb: 'n',
          timeout: 'w',
          wait: 'w',
          exclusive: 'x',
          shared: 's',
          unlock: 'u',
          'conflict-exit-code': 'E',
          command: 'c',
        },
        untilOperand: true,
      })
      const [file, ...command] = options.operands
      if (file === undefined)
        throw new UsageError('flock', 'requires file descriptor, file or directory')
      if (/^\d+$/.test(file) && command.length === 0) {
        return {
          stderr: 'flock: the simulated shell can only lock a named file: flock FILE COMMAND\n',
          exitCode: 64,
        }
      }
      return underLock(file, command, options, context)
    }),
}

const underLock = async (
  file: string,
  command: readonly string[],
  options: Options,
  context: ShellContext,
): Promise<CommandOutput> => {
  const path = absolute(context.cwd, file)
  if (!context.fs.exists(path)) context.fs.write(path, '')
  const release = await acquire(context.machine.locks, path, options, context.signal)
  if (!release) return { exitCode: Number(options.value('E') ?? 1) }
  try {
    if (command[0] === '-c')
      return await runScript(context, context.shell, { text: command[1] ?? '' })
    return await runArguments(context, context.shell, command)
  } finally {
    release()
  }
}

const acquire = (
  locks: Locks,
  path: string,
  options: Options,
  signal: AbortSignal,
): Promise<(() => void) | undefined> => {
  const wait = options.has('n')
    ? 0
    : options.value('w') === undefined
      ? undefined
      : Number(options.value('w')) * 1000
  return locks.acquire(path, { signal, ...(wait !== undefined && { withinMs: wait }) })
}
