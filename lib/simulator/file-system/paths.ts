import { posix } from 'node:path'

/** `.`, `..` and doubled slashes worked out; always absolute, never with a trailing slash but for `/`. */
export const absolute = (base: string, path: string): string => posix.resolve('/', base, path)

export const parentOf = (path: string): string => posix.dirname(path)
export const nameOf = (path: string): string => posix.basename(path)
export const join = (directory: string, name: string): string =>
  directory === '/' ? `/${name}` : `${directory}/${name}`

export const isBelow = (path: string, directory: string): boolean =>
  path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`)
