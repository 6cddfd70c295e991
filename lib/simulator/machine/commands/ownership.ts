import type { FileSystem } from '../../file-system/file-system'
import { absolute, join } from '../../file-system/paths'
import type { ShellCommand, ShellContext } from '../types'
import { forEach } from './each'
import { applyMode } from './mode'
import { answerUsage, parseOptions, UsageError } from './options'

const recursive = {
  flags: 'Rvfch',
  long: {
    recursive: 'R',
    verbose: 'v',
    silent: 'f',
    quiet: 'f',
    'no-dereference': 'h',
    reference: 'T',
  },
}

/** Takes `u-w`, `-x` for a mode, not for an option. */
const isModeLike = (arg: string): boolean => /^-[rwxXst]+$/.test(arg)

export const chmod: ShellCommand = {
  name: 'chmod',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const guarded = args.map((arg) => (isModeLike(arg) ? `a${arg}` : arg))
      const { operands, has } = parseOptions('chmod', guarded, recursive)
      const [notation, ...paths] = operands
      if (notation === undefined || paths.length === 0)
        throw new UsageError('chmod', 'missing operand')
      if (applyMode(notation, 0, false, 0) === undefined)
        throw new UsageError('chmod', `invalid mode: ‘${notation}’`)
      const change = (path: string): void => {
        const { mode, kind } = fs.stat(path)
        fs.chmod(path, applyMode(notation, mode, kind === 'directory', fs.umask) ?? mode)
      }
      return forEach(
        paths,
        (path) => all(fs, absolute(cwd, path), has('R')).forEach(change),
        (path, reason) =>
          reason === 'Operation not permitted'
            ? `chmod: changing permissions of '${path}': ${reason}`
            : `chmod: cannot access '${path}': ${reason}`,
      )
    }),
}

export const chown: ShellCommand = {
  name: 'chown',
  run: (args, context) =>
    answerUsage(() => {
      const { operands, has } = parseOptions('chown', args, recursive)
      const [owner, ...paths] = operands
      if (owner === undefined || paths.length === 0)
        throw new UsageError('chown', 'missing operand')
      const { uid, gid, problem } = ownerOf(owner, context)
      if (problem) return { stderr: `chown: ${problem}: ‘${owner}’\n`, exitCode: 1 }
      return give('chown', paths, has('R'), uid, gid, context)
    }),
}

export const chgrp: ShellCommand = {
  name: 'chgrp',
  run: (args, context) =>
    answerUsage(() => {
      const { operands, has } = parseOptions('chgrp', args, recursive)
      const [group, ...paths] = operands
      if (group === undefined || paths.length === 0)
        throw new UsageError('chgrp', 'missing operand')
      const gid = context.machine.users.gid(group)
      if (gid === undefined) return { stderr: `chgrp: invalid group: ‘${group}’\n`, exitCode: 1 }
      return give('chgrp', paths, has('R'), undefined, gid, context)
    }),
}

interface Owner {
  readonly uid?: number | undefined
  readonly gid?: number | undefined
  readonly problem?: string
}

/** `user`, `user:group`, `user:` (their own group), `:group`; names or numbers. */
export const ownerOf = (notation: string, { machine: { users } }: ShellContext): Owner => {
  const [userName = '', groupName] = notation.split(/[:.]/)
  const user = users.find(userName)
  const uid = user?.uid ?? (/^\d+$/.test(userName) ? Number(userName) : undefined)
  if (userName !== '' && uid === undefined) return { problem: 'invalid user' }
  const gid =
    groupName === '' ? user?.gid : groupName === undefined ? undefined : users.gid(groupName)
  if (groupName && gid === undefined) return { problem: 'invalid group' }
  return { uid, gid }
}

const give = (
  command: string,
  paths: readonly string[],
  deep: boolean,
  uid: number | undefined,
  gid: number | undefined,
  { fs, cwd }: ShellContext,
): ReturnType<typeof forEach> =>
  forEach(
    paths,
    (path) => all(fs, absolute(cwd, path), deep).forEach((each) => fs.chown(each, uid, gid)),
    (path, reason) =>
      reason === 'Operation not permitted'
        ? `${command}: changing ${command === 'chgrp' ? 'group' : 'ownership'} of '${path}': ${reason}`
        : `${command}: cannot access '${path}': ${reason}`,
  )

/** A path and, on wish, everything below it; symlinks below are left alone. */
const all = (fs: FileSystem, path: string, deep: boolean): string[] => {
  if (!deep || fs.lstat(path).kind !== 'directory') return [path]
  const below = fs.list(path).map((name) => join(path, name))
  return [
    path,
    ...below
      .filter((each) => fs.lstat(each).kind !== 'symlink')
      .flatMap((each) => all(fs, each, true)),
  ]
}
