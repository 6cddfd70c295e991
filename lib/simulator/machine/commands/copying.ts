import type { FileSystem } from '../../file-system/file-system'
import { join } from '../../file-system/paths'
import type { ShellCommand } from '../types'
import { answerUsage, parseOptions } from './options'
import { isThere, Told, transfer } from './transferring'

export const cp: ShellCommand = {
  name: 'cp',
  run: (args, context) =>
    answerUsage(() => {
      const options = parseOptions('cp', args, {
        flags: 'aprRfvTdnLPHuilsbx',
        values: 'tS',
        long: {
          archive: 'a',
          recursive: 'R',
          force: 'f',
          interactive: 'i',
          link: 'l',
          'symbolic-link': 's',
          update: 'u',
          verbose: 'v',
          dereference: 'L',
          'no-dereference': 'P',
          'no-target-directory': 'T',
          'no-clobber': 'n',
          'target-directory': 't',
          preserve: 'p',
          backup: 'b',
          suffix: 'S',
          'one-file-system': 'x',
        },
        longFlags: [
          'parents',
          'no-preserve',
          'reflink',
          'sparse',
          'remove-destination',
          'attributes-only',
        ],
      })
      const { fs } = context
      const { has } = options
      const isDeep = has('a') || has('r') || has('R')
      return transfer('cp', options, context, (source, target, names) => {
        const { kind } = fs.stat(source)
        if (kind === 'directory' && !isDeep)
          throw new Told(`-r not specified; omitting directory '${names.source}'`)
        if (kind === 'directory' && `${target}/`.startsWith(`${source}/`))
          throw new Told(
            `cannot copy a directory, '${names.source}', into itself, '${names.target}'`,
          )
        if (kind === 'file' && has('l')) return void fs.link(source, target)
        if (kind === 'file' && has('s')) return void fs.symlink(names.source, target)
        copy(fs, source, target, {
          preserves: has('a') || has('p'),
          keepsLinks: (has('a') || has('d') || has('P') || isDeep) && !has('L'),
        })
      })
    }),
}

export const mv: ShellCommand = {
  name: 'mv',
  run: (args, context) =>
    answerUsage(() => {
      const options = parseOptions('mv', args, {
        flags: 'fvTnuib',
        values: 'tS',
        long: {
          force: 'f',
          interactive: 'i',
          update: 'u',
          verbose: 'v',
          'no-target-directory': 'T',
          'no-clobber': 'n',
          'target-directory': 't',
          backup: 'b',
          suffix: 'S',
        },
      })
      const { fs } = context
      return transfer('mv', options, context, (source, target, names) => {
        const isDirectory = fs.lstat(source).kind === 'directory'
        if (isDirectory && `${target}/`.startsWith(`${source}/`))
          throw new Told(
            `cannot move '${names.source}' to a subdirectory of itself, '${names.target}'`,
          )
        const there = isThere(fs, target) ? fs.lstat(target).kind : undefined
        if (isDirectory && there !== undefined && there !== 'directory')
          throw new Told(
            `cannot overwrite non-directory '${names.target}' with directory '${names.source}'`,
          )
        if (!isDirectory && there === 'directory')
          throw new Told(`cannot overwrite directory '${names.target}' with non-directory`)
        fs.rename(source, target)
      })
    }),
}

const copy = (
  fs: FileSystem,
  source: string,
  target: string,
  how: { readonly preserves: boolean; readonly keepsLinks: boolean },
): void => {
  const stat = how.keepsLinks ? fs.lstat(source) : fs.stat(source)
  if (stat.kind === 'symlink') {
    if (fs.exists(target)) fs.unlink(target)
    return fs.symlink(fs.readlink(source), target)
  }
  const existed = fs.exists(target)
  if (stat.kind === 'directory') {
    if (!existed) fs.mkdir(target, (stat.mode & 0o777 & ~fs.umask) | 0o700)
    for (const name of fs.list(source)) copy(fs, join(source, name), join(target, name), how)
  } else fs.write(target, fs.read(source), stat.mode & 0o777 & ~fs.umask)
  if (!how.preserves) return
  if (fs.credentials.uid === 0) fs.chown(target, stat.uid, stat.gid)
  fs.chmod(target, stat.mode)
  fs.utimes(target, stat.mtimeMs)
}
