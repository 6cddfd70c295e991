import { loginEnvironment } from '../../machine/environment'
import type { Machine } from '../../machine/machine'
import { findExecutable } from '../../machine/process/executables'
import type { Script } from '../../machine/process/shell'
import { nameOf } from '../../file-system/paths'

const shells = ['sh', 'bash', 'ash', 'dash']

/** The script that a command is: `sh -c TEXT`, `sh FILE`, or a file that a shell reads. Undefined for any other program. */
export function scriptOf(inside: Machine, command: readonly string[]): Script | undefined {
  const [program = '', first = '', ...rest] = command
  const name = nameOf(program)
  if (!shells.includes(name)) return fileScript(inside, program, command.slice(1))
  const dialect = name === 'bash' ? ('bash' as const) : ('dash' as const)
  if (/^-[a-z]*c$/.test(first)) {
    const [text = '', argv0 = name, ...args] = rest
    return { text: settingsOf(first) + text, dialect, argv0, args, shownAs: command }
  }
  if (first.startsWith('-') || !inside.fs.exists(first)) return undefined
  return { text: inside.fs.readText(first), dialect, argv0: first, args: rest, shownAs: command }
}

/** `-ec` as `set -e`. */
const settingsOf = (flags: string): string => {
  const letters = flags.replace(/[-cl]/g, '')
  return letters === '' ? '' : `set -${letters}; `
}

function fileScript(inside: Machine, program: string, args: readonly string[]): Script | undefined {
  const { PATH: path = '' } = loginEnvironment(inside.user('root'))
  const found = findExecutable(inside, inside.fs, { name: program, path, cwd: '/' })
  if (!('script' in found)) return undefined
  const [, interpreter = 'sh'] = /^#!\s*(?:\S*\/env\s+)?(\S+)/.exec(found.script) ?? []
  const name = nameOf(interpreter)
  if (!shells.includes(name)) return undefined
  const dialect = name === 'bash' ? ('bash' as const) : ('dash' as const)
  return { text: found.script, dialect, argv0: program, args, shownAs: [name, program, ...args] }
}
