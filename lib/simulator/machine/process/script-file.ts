import { nameOf } from '../../file-system/paths'
import type { Shell } from './shell'
import type { Dialect } from '../../shell/dialect'
import type { CommandOutput, ExecResult } from '../types'

const shells: Readonly<Record<string, Dialect>> = { sh: 'dash', dash: 'dash', bash: 'bash' }

/** Runs a text file, as the kernel does: what stands behind `#!` reads it; `sh` where nothing does. */
export const runScriptFile = async (
  { script, path }: { readonly script: string; readonly path: string },
  { name, args }: { readonly name: string; readonly args: readonly string[] },
  shell: Shell,
): Promise<CommandOutput> => {
  const [, interpreter = '/bin/sh', option] = /^#!\s*(\S+)(?:[ \t]+(\S+))?/.exec(script) ?? []
  const isEnv = nameOf(interpreter) === 'env'
  const program = isEnv ? (option ?? 'sh') : nameOf(interpreter)
  const dialect = shells[program]
  if (!dialect) {
    const given = isEnv || option === undefined ? [] : [option]
    return shell.launch([program, ...given, path, ...args])
  }
  const text = !isEnv && option?.startsWith('-') ? script.replace(/^.*/, `set ${option}`) : script
  return readScriptFile({ text, path }, { program, dialect, name, args }, shell)
}

interface Reader {
  /** The shell that reads it, as it was called. */
  readonly program: string
  readonly dialect: Dialect
  /** The file, as it was named. */
  readonly name: string
  readonly args: readonly string[]
}

/** Runs what stands in a file in a shell of its own. */
export const readScriptFile = (
  { text, path }: { readonly text: string; readonly path: string },
  { program, dialect, name, args }: Reader,
  shell: Shell,
): Promise<ExecResult> => {
  shell.call.recorder?.runs(shell.files.realpath(path))
  return shell.run({
    text,
    argv0: name,
    args,
    dialect,
    shownAs: [program, name, ...args],
    isFile: true,
  })
}
