import type { FileSystem } from '../../file-system/file-system'
import { absolute, join } from '../../file-system/paths'
import type { ShellCommand, ShellContext } from '../types'
import { forEach } from './each'
import { applyMode, modeText } from './mode'
import { answerUsage, parseOptions, UsageError } from './options'

const recursive = {
  flags: 'Rvfch',
  long: {
    recursive: 'R',
    verbose: 'v',
    changes: 'c',
    silent: 'f',
    quiet: 'f',
    'no-dereference': 'h',
  },
  longValues: ['reference', 'from'],
}

/** Takes `u-w`, `-x` for a mode, not for an option. */
const isModeLike = (arg: string): boolean => /^-[rwxXst]+$/.test(arg)

export const chmod: ShellCommand = {
  name: 'chmod',
  run: (args, { fs, cwd }) =>
    answerUsage(() => {
      const guarded = args.map((arg) => (isModeLike(arg) ? `a${arg}` : arg))
      const { operands, has, value } = parseOptions('chmod', guarded, recursive)
      const reference = value('reference')
      const notation =
        reference === undefined ? operands[0] : fs.stat(absolute(cwd, reference)).mode.toString(8)
      const paths = reference === undefined ? operands.slice(1) : operands
      if (notation === undefined) throw new UsageError('chmod', 'missing operand')
      if (paths.length === 0)
        throw new UsageError('chmod', `missing operand after ‘${args.at(-1)}’`)
      if (applyMode(notation, 0, false, 0) === undefined)
        throw new UsageError('chmod', `invalid mode: ‘${operands[0]}’`)
      const change = (path: string, name: string): string => {
        const { mode, kind } = fs.stat(path)
        const becomes = applyMode(notation, mode, kind === 'directory', fs.umask) ?? mode
        fs.chmod(path, becomes)
        if (!has('v') && !(has('c') && becomes !== mode)) return ''
        const [from, to] = [mode, becomes].map((each) => modeTold(kind, each))
        return becomes === mode
          ? `mode of '${name}' retained as ${to}\n`
          : `mode of '${name}' changed from ${from} to ${to}\n`
      }
      const output = forEach(
        paths,
        (path) => {
          const top = absolute(cwd, path)
          return all(fs, top, has('R'))
            .map((each) => change(each, path + each.slice(top.length)))
            .join('')
        },
        (path, reason) =>
          reason === 'Operation not permitted'
            ? `chmod: changing permissions of '${path}': ${reason}`
            : `chmod: cannot access '${path}': ${reason}`,
      )
      return has('f') ? { ...output, stderr: '' } : output
    }),
}

const modeTold = (kind: string, mode: number): string =>
  `${mode.toString(8).padStart(4, '0')} (${modeText(kind, mode).slice(1)})`

export const chown: ShellCommand = {
  name: 'chown',
  run: (args, context) =>
    answerUsage(() => {
      const { operands, has, value } = parseOptions('chown', args, recursive)
      const reference = value('reference')
      const model =
        reference === undefined ? undefined : context.fs.stat(absolute(context.cwd, reference))
      const owner = model ? `${model.uid}:${model.gid}` : operands[0]
      const paths = model ? operands : operands.slice(1)
      if (owner === undefined) throw new UsageError('chown', 'missing operand')
      if (paths.length === 0) throw new UsageError('chown', `missing operand after ‘${owner}’`)
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
