import type { OpenFile } from '../../shell/open-file'
import { absolute } from '../../file-system/paths'
import type { Locks } from '../locks'
import type { CommandOutput, ShellCommand, ShellContext } from '../types'
import { answerUsage, type Options, parseOptions, UsageError } from './options'

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
      if (/^\d+$/.test(file) && command.length === 0)
        return lockDescriptor(Number(file), options, context)
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
      return await context.shell.run({ text: command[1] ?? '', argv0: 'sh', dialect: 'dash' })
    return await context.shell.launch(command, {
      told: (name) => `flock: failed to execute ${name}`,
    })
  } finally {
    release()
  }
}

/** The lock is the open file's: it is held until nobody has that open any more. */
const lockDescriptor = async (
  number: number,
  options: Options,
  context: ShellContext,
): Promise<CommandOutput> => {
  const file = context.openFile(number)
  if (!file?.path) return { stderr: `flock: ${number}: Bad file descriptor\n`, exitCode: 65 }
  if (options.has('u')) {
    unlock(file)
    return {}
  }
  if (held.has(file)) return {}
  const release = await acquire(context.machine.locks, file.path, options, context.signal)
  if (!release) return { exitCode: Number(options.value('E') ?? 1) }
  held.set(file, release)
  file.whenClosed(() => unlock(file))
  return {}
}

const held = new WeakMap<OpenFile, () => void>()

const unlock = (file: OpenFile): void => {
  held.get(file)?.()
  held.delete(file)
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
