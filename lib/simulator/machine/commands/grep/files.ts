import { fnmatch } from '../../fnmatch'
import { reasonOf } from '../../../file-system/file-system-error'
import { absolute, nameOf } from '../../../file-system/paths'
import type { ShellContext } from '../../types'
import { readInput } from '../inputs'
import type { GrepOptions } from './options'

/** A file to look into, or why it can't be. */
export type Candidate =
  | { readonly name: string; readonly bytes: Buffer }
  | { readonly name: string; readonly reason: string; readonly isDirectory: boolean }

/** The files that are looked into, in their order; directories are entered where that is asked for. */
export async function* candidates(
  options: GrepOptions,
  context: ShellContext,
): AsyncGenerator<Candidate> {
  const recursive = options.has('r') || options.has('R')
  const named = options.files.length > 0 ? options.files : [recursive ? '.' : '-']
  for (const name of named) {
    if (!recursive || name === '-' || !isDirectory(name, context)) {
      if (name === '-' || isWanted(name, options)) yield* one(name, context)
    } else
      yield* below(
        name,
        options.files.length > 0 ? `${name.replace(/\/$/, '')}/` : '',
        options,
        context,
      )
  }
}

async function* one(name: string, context: ShellContext): AsyncGenerator<Candidate> {
  try {
    yield { name, bytes: await readInput(name, context) }
  } catch (error) {
    const reason = reasonOf(error)
    yield { name, reason, isDirectory: reason === 'Is a directory' }
  }
}

async function* below(
  directory: string,
  prefix: string,
  options: GrepOptions,
  context: ShellContext,
): AsyncGenerator<Candidate> {
  const { fs, cwd } = context
  const where = absolute(cwd, directory)
  for (const each of fs.list(where)) {
    const path = absolute(where, each)
    const { kind } = fs.lstat(path)
    if (
      kind === 'directory' &&
      !options.excludedDirectories.some((glob) => fnmatch(glob).test(each))
    )
      yield* below(path, `${prefix}${each}/`, options, context)
    const isRead = kind === 'file' || (kind === 'symlink' && options.has('R') && fs.exists(path))
    if (!isRead || !isWanted(each, options)) continue
    for await (const found of one(path, context)) yield { ...found, name: prefix + each }
  }
}

const isDirectory = (name: string, { fs, cwd }: ShellContext): boolean => {
  const path = absolute(cwd, name)
  return fs.kindOf(path) === 'directory'
}

const isWanted = (name: string, { include, exclude }: GrepOptions): boolean => {
  const base = nameOf(name)
  if (exclude.some((glob) => fnmatch(glob).test(base))) return false
  return include.length === 0 || include.some((glob) => fnmatch(glob).test(base))
}
