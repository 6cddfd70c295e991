import { FileSystemError } from './file-system-error'
import { calledBy } from './executables'
import { nameOf } from './paths'
import type { Shell } from './shell'
import type { CommandOutput, Dialect } from './types'

const shells: Readonly<Record<string, Dialect>> = { sh: 'dash', dash: 'dash', bash: 'bash' }

/** Runs a text file, as the kernel does: what stands behind `#!` reads it; `sh` where nothing does. */
export const runScriptFile = async (
  { script, path }: { readonly script: string; readonly path: string },
  { name, args }: { readonly name: string; readonly args: readonly string[] },
  shell: Shell,
): Promise<CommandOutput> => {
  const [, interpreter = '/bin/sh', option] = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(script) ?? []
  const program = nameOf(interpreter) === 'env' ? (option ?? 'sh') : nameOf(interpreter)
  const dialect = shells[program]
  if (!dialect) return shell.launch([program, path, ...args])
  shell.call.recorder?.runs(shell.files.realpath(path))
  const shownAs = [program, name, ...args]
  const settings = nameOf(interpreter) !== 'env' && option?.startsWith('-') ? `set ${option}\n` : ''
  return shell.run({ text: settings + script, argv0: name, args, dialect, shownAs })
}

/** The text of a script that a shell is told to read. Throws FileSystemError. */
export const scriptAt = (path: string, { files }: Shell): string => {
  const content = files.read(path)
  if (calledBy(content) !== undefined) throw new FileSystemError('EINVAL', path)
  return content.toString('utf8')
}
