import { posix } from 'node:path'

/** `.`, `..` and doubled slashes worked out; always absolute, never with a trailing slash but for `/`. */
export const absolute = (base: string, path: string): string =>
  isWorkedOut(path) ? path : posix.resolve('/', base, path)

/** Most paths are, and to work them out once more is dear: each look at a file does. */
const isWorkedOut = (path: string): boolean =>
  path.startsWith('/') &&
  !path.includes('//') &&
  !path.includes('/.') &&
  (!path.endsWith('/') || path === '/')

export const parentOf = (path: string): string => posix.dirname(path)
export const nameOf = (path: string): string => posix.basename(path)
export const join = (directory: string, name: string): string =>
  directory === '/' ? `/${name}` : `${directory}/${name}`

export const isBelow = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`)
