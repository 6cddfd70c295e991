import type { FileSystem } from '../../file-system/file-system'
import { absolute, join } from '../../file-system/paths'
import { isPattern, matchesName, plainText } from './patterns'

/** Where paths are looked for, and what `shopt` says of it. */
interface Place {
  readonly cwd: string
  readonly files: FileSystem
  readonly shopt: ReadonlySet<string>
}

/** The paths that a pattern matches, sorted; none if there are none. */
export const pathsLike = (pattern: string, place: Place): string[] => {
  const isAbsolute = pattern.startsWith('/')
  const segments = pattern.split('/').filter((segment) => segment !== '')
  let found = [isAbsolute ? '/' : '']
  segments.forEach((segment, index) => {
    const isLast = index === segments.length - 1 && !pattern.endsWith('/')
    const isDeep = segment === '**' && place.shopt.has('globstar')
    found = found.flatMap((path) =>
      isDeep ? everythingBelow(path, isLast, place) : below(path, segment, isLast, place),
    )
  })
  const paths = pattern.endsWith('/') ? found.map((path) => `${path}/`) : found
  return paths
    .filter((path) => (path !== '' && path !== '/') || (isAbsolute && path !== ''))
    .sort(byCollation)
}

const pathIn = (directory: string, name: string): string =>
  directory === '' ? name : join(directory, name)

const below = (directory: string, segment: string, isLast: boolean, place: Place): string[] => {
  const { cwd, files, shopt } = place
  const ignoresCase = shopt.has('nocaseglob')
  if (!isPattern(segment) && !ignoresCase) {
    const named = pathIn(directory, plainText(segment))
    return !isLast || isThere(absolute(cwd, named), files) ? [named] : []
  }
  return namesIn(absolute(cwd, directory), files)
    .filter((name) => matchesName(segment, name, { hidden: shopt.has('dotglob'), ignoresCase }))
    .map((name) => pathIn(directory, name))
    .filter((each) => isLast || isDirectory(absolute(cwd, each), files))
}

/** `**`: the directory itself, and all that is below it; as the last segment files, too. */
const everythingBelow = (directory: string, isLast: boolean, place: Place): string[] => {
  const { cwd, files, shopt } = place
  const inner = namesIn(absolute(cwd, directory), files)
    .filter((name) => shopt.has('dotglob') || !name.startsWith('.'))
    .map((name) => pathIn(directory, name))
    .flatMap((path) => {
      const { kind } = files.lstat(absolute(cwd, path))
      if (kind === 'directory') return everythingBelow(path, isLast, place)
      return isLast ? [path] : []
    })
  return [directory, ...inner]
}

const namesIn = (directory: string, files: FileSystem): string[] => {
  if (!isDirectory(directory, files) || !files.mayAccess(directory, 4)) return []
  return files.list(directory)
}

const isDirectory = (path: string, files: FileSystem): boolean => files.kindOf(path) === 'directory'

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
