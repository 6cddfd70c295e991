import type { Machine } from '../../machine/machine'
import type { Script } from '../../machine/process/shell'
import type { Dialect } from '../../shell/dialect'
import { nameOf } from '../../file-system/paths'
import { programIn } from './program-in'

const dialects: Readonly<Record<string, Dialect>> = {
  sh: 'dash',
  ash: 'dash',
  dash: 'dash',
  bash: 'bash',
}

/** How the shell of that name reads; undefined for what is no shell. */
export const dialectOf = (program: string): Dialect | undefined => dialects[nameOf(program)]

/** The script that a command is: `sh -c TEXT`, `sh FILE`, or a file that a shell reads. Undefined for any other program. */
export function scriptOf(inside: Machine, command: readonly string[]): Script | undefined {
  const [program = '', first = '', ...rest] = command
  const name = nameOf(program)
  const dialect = dialectOf(program)
  if (!dialect) return fileScript(inside, program, command.slice(1))
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
  const found = programIn(inside, program)
  if (!('script' in found)) return undefined
  const [, interpreter = 'sh'] = /^#!\s*(?:\S*\/env\s+)?(\S+)/.exec(found.script) ?? []
  const name = nameOf(interpreter)
  const dialect = dialectOf(name)
  if (!dialect) return undefined
  return { text: found.script, dialect, argv0: program, args, shownAs: [name, program, ...args] }
}
