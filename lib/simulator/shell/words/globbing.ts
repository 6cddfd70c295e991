import type { FileSystem } from '../../file-system/file-system'
import { absolute, join } from '../../file-system/paths'
import { isPattern, matchesName, plainText } from './patterns'

/** The paths that a pattern matches, sorted; none if there are none. */
export const pathsLike = (pattern: string, cwd: string, files: FileSystem): string[] => {
  const isAbsolute = pattern.startsWith('/')
  const segments = pattern.split('/').filter((segment) => segment !== '')
  let found = [isAbsolute ? '/' : '']
  segments.forEach((segment, index) => {
    const isLast = index === segments.length - 1 && !pattern.endsWith('/')
    found = found.flatMap((path) => below(path, segment, isLast, cwd, files))
  })
  const paths = pattern.endsWith('/') ? found.map((path) => `${path}/`) : found
  return paths.filter((path) => path !== '').sort(byCollation)
}

const below = (
  directory: string,
  segment: string,
  isLast: boolean,
  cwd: string,
  files: FileSystem,
): string[] => {
  const path = (name: string): string => (directory === '' ? name : join(directory, name))
  if (!isPattern(segment)) {
    const named = path(plainText(segment))
    return !isLast || isThere(absolute(cwd, named), files) ? [named] : []
  }
  return namesIn(absolute(cwd, directory), files)
    .filter((name) => matchesName(segment, name))
    .map(path)
    .filter((each) => isLast || isDirectory(absolute(cwd, each), files))
}

const namesIn = (directory: string, files: FileSystem): string[] => {
  if (!isDirectory(directory, files) || !files.mayAccess(directory, 4)) return []
  return files.list(directory)
}

const isDirectory = (path: string, files: FileSystem): boolean =>
  files.exists(path) && files.stat(path).kind === 'directory'

/** Also a symlink that leads nowhere. */
const isThere = (path: string, files: FileSystem): boolean => {
  if (files.exists(path)) return true
  try {
    return files.lstat(path).kind === 'symlink'
  } catch {
    return false
  }
}

const byCollation = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
