import type { FileSystem } from './file-system'

const form = /^#!\/bin\/sh\n\/bin\/\.(\S+) "\$@"\n/

/**
 * The text of an executable file that runs an installed command: also how a downloaded binary comes to life
 * under a path of its own. More may follow it.
 */
export const binaryOf = (name: string): string => `#!/bin/sh\n/bin/.${name} "$@"\n`

/** The command that the file at `path` runs; undefined when it is no such file, or may not be run. */
export const commandOfBinary = (files: FileSystem, path: string): string | undefined => {
  if (path.startsWith('/usr/bin/') || path.startsWith('/bin/')) return undefined
  if (!files.mayAccess(path, 1) || files.stat(path).kind !== 'file') return undefined
  return form.exec(files.read(path).toString('latin1', 0, 200))?.[1]
}
